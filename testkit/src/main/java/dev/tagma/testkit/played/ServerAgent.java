package dev.tagma.testkit.played;

import dev.tagma.core.session.DriverKind;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.fake.FakeProcesses;
import dev.tagma.testkit.fake.FakeProgram;
import dev.tagma.testkit.fake.FakeProgram.Input;
import dev.tagma.testkit.fake.FakeTerminals;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An agent whose terminal program is for people, and which is spoken to at a port of its own. */
abstract class ServerAgent implements Played {

    private static final int KILLED = 137;
    private static final int LINES = 6_000;

    private final FakeTerminals machine = new FakeTerminals(spec -> Optional.of(program(spec)));
    private final FakeProcesses none = new FakeProcesses(spec -> Optional.empty());
    private boolean slow;
    private @Nullable TerminalSpec toStart;

    /** Whether the program of this command is the one with the port. */
    abstract boolean serves(TerminalSpec spec);

    /** Opens the port that the command names; the former one is closed. */
    abstract void listen(TerminalSpec spec);

    /** Closes the port. */
    abstract void hangUp();

    private FakeProgram program(TerminalSpec spec) {
        return (face, input) -> switch (input) {
            case Input.Started begun -> {
                if (serves(spec)) {
                    started(spec);
                }
                yield face.plus("a program for people");
            }
            case Input.Signalled signalled -> face.ended(143);
            default -> face;
        };
    }

    private synchronized void started(TerminalSpec spec) {
        if (slow) {
            toStart = spec;
        } else {
            listen(spec);
        }
    }

    final synchronized void startSlowly() {
        slow = true;
    }

    final synchronized void startAtLast() {
        TerminalSpec late = toStart;
        slow = false;
        toStart = null;
        if (late != null) {
            listen(late);
        }
    }

    /** Its screens are flooded. */
    final void flood() {
        for (TerminalHandle handle : machine.open().list()) {
            machine.terminal(handle.name())
                    .show(face -> face.withLines(Collections.nCopies(LINES, "the same line again and again")));
        }
    }

    @Override
    public DriverKind kind() {
        return DriverKind.TERMINAL;
    }

    @Override
    public TerminalRuntime terminals() {
        return machine.open();
    }

    @Override
    public ProcessRuntime processes(Checkpoint checkpoint) {
        return none.open(checkpoint);
    }

    @Override
    public boolean joins() {
        return true;
    }

    @Override
    public void die() {
        hangUp();
        for (TerminalHandle handle : machine.open().list()) {
            machine.terminal(handle.name()).show(face -> face.ended(KILLED));
        }
    }

    @Override
    public void close() {
        hangUp();
    }
}

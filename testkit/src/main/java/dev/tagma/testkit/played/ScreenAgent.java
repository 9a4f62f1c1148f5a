package dev.tagma.testkit.played;

import dev.tagma.core.session.DriverKind;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.fake.Face;
import dev.tagma.testkit.fake.FakeProcesses;
import dev.tagma.testkit.fake.FakeProgram.Input;
import dev.tagma.testkit.fake.FakeTerminal;
import dev.tagma.testkit.fake.FakeTerminals;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An agent in a terminal, with a composer into which people type. All of it happens under its terminal's lock. */
abstract class ScreenAgent implements Played {

    private static final int KILLED = 137;

    private final FakeTerminals machine;
    private final FakeProcesses none = new FakeProcesses(spec -> Optional.empty());
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> intoDialogs = new CopyOnWriteArrayList<>();
    private volatile boolean slow;
    private @Nullable TerminalSpec toStart;
    private String composer = "";
    private @Nullable String turn;
    private @Nullable String dialog;

    ScreenAgent(LongSupplier pids) {
        this.machine = new FakeTerminals(spec -> Optional.of(this::react), pids);
    }

    /** A new process of it begins with this command. */
    abstract void begin(TerminalSpec spec);

    /** The text has entered the conversation, and its turn begins. */
    abstract void begins(String text);

    /** It asks for leave to run this command. */
    abstract void asks(String command);

    /** What it asked is answered, whichever way. */
    abstract void answered(String command);

    /** The turn of this text is over. */
    abstract void ends(String text, boolean interrupted);

    /** Whether the key answers a dialog. */
    abstract boolean answers(Key key);

    /** Whether the key stops the turn, be it that it asks. */
    boolean stops(Key key) {
        return key == Key.Named.ESCAPE;
    }

    /** How it looks now. */
    abstract Face drawn(Face before);

    private Face react(Face face, Input input) {
        switch (input) {
            case Input.Started(TerminalSpec spec) -> {
                composer = "";
                turn = null;
                dialog = null;
                if (slow) {
                    toStart = spec;
                    return face;
                }
                begin(spec);
            }
            case Input.Pasted(String text) -> {
                if (dialog == null) {
                    composer += text;
                } else {
                    intoDialogs.add(text);
                }
            }
            case Input.Pressed(Key key) -> pressed(key);
            case Input.Signalled signalled -> {
                return face.ended(143);
            }
            case Input.Resized resized -> {}
        }
        return drawn(face);
    }

    private void pressed(Key key) {
        if (dialog != null) {
            if (stops(key)) {
                over(true);
            } else if (answers(key)) {
                answer();
            } else {
                intoDialogs.add(key.toString());
            }
        } else if (key == Key.Named.ENTER && !composer.isEmpty() && turn == null) {
            enter();
        } else if (stops(key) && turn != null) {
            over(true);
        } else if (key.equals(new Key.Control('u'))) {
            composer = "";
        } else if (key instanceof Key.Printable(char typed)) {
            composer += typed;
        }
    }

    private void enter() {
        String text = composer;
        composer = "";
        heard.add(text);
        turn = text;
        begins(text);
        if (text.startsWith("BASH ")) {
            dialog = text.substring("BASH ".length());
            asks(dialog);
        } else if (!text.startsWith("WAIT")) {
            over(false);
        }
    }

    private void answer() {
        String asked = dialog;
        if (asked != null) {
            dialog = null;
            answered(asked);
            over(false);
        }
    }

    private void over(boolean interrupted) {
        String text = turn;
        dialog = null;
        turn = null;
        if (text != null) {
            ends(text, interrupted);
        }
    }

    final String composer() {
        return composer;
    }

    final boolean works() {
        return turn != null;
    }

    final Optional<String> dialog() {
        return Optional.ofNullable(dialog);
    }

    /** What it asked is answered, but not by a key. */
    final void answeredAside() {
        live(face -> {
            answer();
            return drawn(face);
        });
    }

    /** Something happens to it by itself. */
    final void live(UnaryOperator<Face> change) {
        for (TerminalHandle handle : machine.open().list()) {
            terminal(handle).show(change);
        }
    }

    final void startSlowly() {
        slow = true;
    }

    final void startAtLast() {
        slow = false;
        live(face -> {
            TerminalSpec late = toStart;
            toStart = null;
            if (late != null) {
                begin(late);
            }
            return drawn(face);
        });
    }

    final void breakNextInput(boolean happens) {
        for (TerminalHandle handle : machine.open().list()) {
            terminal(handle).breakNextInput("the terminal broke", happens);
        }
    }

    private FakeTerminal terminal(TerminalHandle handle) {
        return machine.terminal(handle.name());
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
    public List<String> heard() {
        return List.copyOf(heard);
    }

    @Override
    public List<String> intoDialogs() {
        return List.copyOf(intoDialogs);
    }

    @Override
    public boolean joins() {
        return false;
    }

    @Override
    public void finish() {
        live(face -> {
            if (dialog == null) {
                over(false);
            }
            return drawn(face);
        });
    }

    @Override
    public void die() {
        live(face -> face.ended(KILLED));
    }

    @Override
    public void close() {
        die();
    }
}

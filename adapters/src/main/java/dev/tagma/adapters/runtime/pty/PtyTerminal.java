package dev.tagma.adapters.runtime.pty;

import dev.tagma.adapters.exec.Signals;
import dev.tagma.adapters.exec.terminal.PseudoTerminal;
import dev.tagma.adapters.terminal.PasteText;
import dev.tagma.adapters.terminal.ProcessTable;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalListener;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.spi.runtime.View;
import dev.tagma.spi.runtime.Viewable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One pseudo-terminal of this process with the program in it. */
final class PtyTerminal implements Terminal, Viewable, PtyView.Subject {

    private static final byte[] PASTE_BEGINS = "\u001b[200~".getBytes(StandardCharsets.UTF_8);
    private static final byte[] PASTE_ENDS = "\u001b[201~".getBytes(StandardCharsets.UTF_8);

    private final TerminalHandle handle;
    private final Process process;
    private final ProcessKey program;
    private final Emulator emulator;
    private final Audience audience;
    private final Wire wire;
    private final Spectators spectators;
    private final Runnable removed;
    private final Signals signals = new Signals();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Liveness over;
    private volatile boolean gone;

    /** @param removed what follows when it is destroyed */
    PtyTerminal(
            TerminalHandle handle,
            TerminalSpec spec,
            PseudoTerminal terminal,
            Process process,
            ProcessKey program,
            Runnable removed) {
        this.handle = handle;
        this.process = process;
        this.program = program;
        this.removed = removed;
        this.emulator = new Emulator(spec.columns(), spec.rows());
        this.audience = new Audience(handle.name());
        this.wire = new Wire(handle.name(), terminal, emulator, audience, new Wire.End() {
            @Override
            public void drained() {
                finish();
            }

            @Override
            public void closed() {
                closed.countDown();
                finishIfEnded();
            }
        });
        // Only now: the wire is what gives the terminal a size.
        this.spectators =
                new Spectators(new Size(spec.columns(), spec.rows()), size -> wire.resize(size.columns(), size.rows()));
    }

    /** Begins to carry and to watch. */
    void open() {
        wire.start();
        CompletableFuture<Void> _ = process.onExit().thenRun(() -> {
            wire.programEnded();
            finishIfEnded();
        });
    }

    /** A wire that has ended drains nothing any more. */
    private void finishIfEnded() {
        if (closed.getCount() == 0 && !process.isAlive()) {
            finish();
        }
    }

    private synchronized void finish() {
        if (over == null) {
            Liveness dead = new Liveness.Dead(OptionalInt.of(process.exitValue()));
            over = dead;
            audience.ended(dead);
            emulator.drawn().beat();
        }
    }

    @Override
    public TerminalHandle handle() {
        return handle;
    }

    @Override
    public Liveness liveness() {
        if (gone) {
            return new Liveness.Gone("the terminal " + handle.name() + " was removed");
        }
        Liveness end = over;
        return end == null ? new Liveness.Alive(process.pid()) : end;
    }

    @Override
    public Screen screen() {
        requireThere("show the screen of");
        return emulator.screen();
    }

    @Override
    public String capture(int lines, boolean withColours) {
        if (lines < 1) {
            throw new IllegalArgumentException("The number of lines must be positive, not " + lines);
        }
        requireThere("capture the output of");
        return emulator.capture(lines, withColours);
    }

    @Override
    public void paste(String text) {
        byte[] bytes = PasteText.bytes(text);
        if (bytes.length == 0) {
            return;
        }
        var pasted = new ByteArrayOutputStream(bytes.length + 16);
        boolean brackets = emulator.bracketsPastes();
        pasted.writeBytes(brackets ? PASTE_BEGINS : new byte[0]);
        pasted.writeBytes(bytes);
        pasted.writeBytes(brackets ? PASTE_ENDS : new byte[0]);
        input("paste into", pasted.toByteArray());
    }

    @Override
    public void press(List<Key> keys) {
        byte[] bytes = KeyBytes.of(keys, emulator.applicationKeys());
        if (bytes.length > 0) {
            input("press keys in", bytes);
        }
    }

    private void input(String what, byte[] bytes) {
        requireThere(what);
        if (over != null || closed.getCount() == 0) {
            throw failed(what, "its program has ended or let go of the terminal", false, null);
        }
        if (!wire.write(bytes)) {
            throw failed(what, "its program does not read what was written before", false, null);
        }
    }

    /** While somebody looks, the size is theirs and this one comes into effect when they leave. */
    @Override
    public void resize(int columns, int rows) {
        Size size = new Size(columns, rows);
        requireThere("resize");
        try {
            spectators.own(size);
        } catch (IOException refused) {
            throw failed("resize", refused.toString(), true, refused);
        }
    }

    @Override
    public void signal(String name) {
        if (!(liveness() instanceof Liveness.Alive(long pid))) {
            throw failed("send " + name + " to", liveness().toString(), false, null);
        }
        try {
            if (!signals.toGroup(pid, name)) {
                throw failed("send " + name + " to", "its process group " + pid + " took none", false, null);
            }
        } catch (IOException refused) {
            throw failed("send " + name + " to", refused.toString(), false, refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed("send " + name + " to", "interrupted", true, interrupted);
        }
    }

    @Override
    public void destroy() {
        if (gone) {
            return;
        }
        end();
        gone = true;
        audience.ended(liveness());
        emulator.drawn().beat();
        removed.run();
    }

    /** Takes the terminal away from all that run in it, and ends those that go on. */
    void end() {
        try {
            List<ProcessHandle> present = Holdings.membersOf(program);
            hangUp();
            if (!closed.await(Holdings.END_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                System.getLogger(PtyTerminal.class.getName())
                        .log(Level.WARNING, "Terminal {0} is slow to be hung up", handle.name());
            }
            ProcessTable.end(present, Holdings.END_GRACE);
        } catch (IOException unreadable) {
            throw failed("end", unreadable.toString(), true, unreadable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed("end", "interrupted", true, interrupted);
        }
    }

    void hangUp() {
        wire.hangUp();
    }

    /** Nobody else has the terminal. */
    @Override
    public List<String> attachCommand() {
        return List.of();
    }

    @Override
    public View view(int columns, int rows) {
        requireThere("look at");
        return new PtyView(this, new Size(columns, rows));
    }

    @Override
    public Emulator emulator() {
        return emulator;
    }

    @Override
    public Spectators spectators() {
        return spectators;
    }

    @Override
    public Optional<String> howEnded() {
        return switch (liveness()) {
            case Liveness.Alive _ -> Optional.empty();
            case Liveness.Dead(OptionalInt code) ->
                Optional.of("its program ended" + (code.isPresent() ? " with exit code " + code.getAsInt() : ""));
            case Liveness.Gone(String reason) -> Optional.of(reason);
            case Liveness.Unknown(String reason) -> Optional.of(reason);
        };
    }

    @Override
    public void type(byte[] input) {
        input("type into", input);
    }

    @Override
    public Subscription subscribe(TerminalListener listener) {
        audience.add(listener);
        return () -> audience.remove(listener);
    }

    private void requireThere(String what) {
        if (gone) {
            throw failed(what, "it was removed", false, null);
        }
    }

    private TerminalException failed(String what, String reason, boolean inDoubt, @Nullable Throwable cause) {
        String message = "Cannot " + what + " " + handle.name() + ": " + reason;
        return cause == null ? new TerminalException(message, inDoubt) : new TerminalException(message, inDoubt, cause);
    }
}

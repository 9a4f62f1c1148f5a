package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.exec.terminal.PseudoTerminal;
import dev.tagma.adapters.exec.terminal.TerminalPrograms;
import dev.tagma.adapters.files.Pulse;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.spi.runtime.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One person's look at a pane, by a tmux client of their own in a terminal of this process's: tmux paints for it as for any
 * other. What a person does not take in is left with tmux, which then paints anew in place of what was missed.
 */
final class ClientView implements View {

    /** So much waits for a person to take it in; the rest waits at tmux. */
    private static final int MOST_WAITING = 512 * 1024;

    /** Nobody types so much while tmux does not read. */
    private static final int MOST_TYPED = 4 * 1024 * 1024;

    private final String name;
    private final PseudoTerminal terminal;
    private final Process client;
    private final Pulse news = new Pulse();
    private final Deque<byte[]> painted = new ArrayDeque<>();
    private final Deque<byte[]> typed = new ArrayDeque<>();
    private int paintedBytes;
    private int typedBytes;
    private boolean closed;
    private boolean over;

    /** @param command attaches to the pane */
    ClientView(String name, List<String> command, int columns, int rows) {
        this.name = name;
        try {
            var programs = new TerminalPrograms();
            terminal = programs.open(columns, rows);
            try {
                client = programs.start(
                        new TerminalSpec(
                                command,
                                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin", "LC_ALL", "C.UTF-8"),
                                Path.of("/"),
                                columns,
                                rows),
                        terminal);
            } catch (IOException refused) {
                terminal.close();
                throw refused;
            }
        } catch (IOException refused) {
            throw new TerminalException("Cannot show " + name + ": " + refused.getMessage(), false, refused);
        }
    }

    ClientView begin() {
        Thread.ofPlatform().daemon().name("tmux-view-" + name).start(this::carry);
        return this;
    }

    private void carry() {
        try {
            boolean open = true;
            while (open && !isClosed()) {
                PseudoTerminal.Ready ready = terminal.await(hasRoom(), next() != null, -1);
                if (ready.writable()) {
                    write();
                }
                open = !ready.readable() || read();
            }
        } catch (IOException failed) {
            System.getLogger(ClientView.class.getName()).log(Level.DEBUG, "A look at " + name + " ended", failed);
        } finally {
            end();
        }
    }

    private boolean read() throws IOException {
        byte @Nullable [] output = terminal.read();
        if (output == null) {
            return false;
        }
        if (output.length > 0) {
            synchronized (this) {
                painted.add(output);
                paintedBytes += output.length;
            }
            news.beat();
        }
        return true;
    }

    private void write() throws IOException {
        byte[] piece = next();
        if (piece == null) {
            return;
        }
        byte[] left = terminal.write(piece);
        synchronized (this) {
            typed.remove();
            if (left.length > 0) {
                typed.addFirst(left);
            }
            typedBytes -= piece.length - left.length;
        }
    }

    /** The client leaves when its terminal is gone. */
    private void end() {
        try {
            terminal.close();
        } catch (IOException failed) {
            System.getLogger(ClientView.class.getName())
                    .log(Level.DEBUG, "The terminal of a look could not be closed: {0}", failed.getMessage());
        }
        client.destroy();
        synchronized (this) {
            over = true;
        }
        news.beat();
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean hasRoom() {
        return paintedBytes < MOST_WAITING;
    }

    private synchronized byte @Nullable [] next() {
        return typed.peek();
    }

    @Override
    public Seen next(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            long seen = news.count();
            Optional<Seen> now = taken();
            if (now.isPresent()) {
                terminal.wake();
                return now.get();
            }
            long left = deadline - System.nanoTime();
            if (left <= 0 || Thread.currentThread().isInterrupted()) {
                return new Seen.Nothing();
            }
            news.await(seen, Duration.ofNanos(left));
        }
    }

    private synchronized Optional<Seen> taken() {
        if (painted.isEmpty()) {
            return over ? Optional.of(new Seen.Ended("tmux shows it no longer")) : Optional.empty();
        }
        var all = new ByteArrayOutputStream(paintedBytes);
        painted.forEach(all::writeBytes);
        painted.clear();
        paintedBytes = 0;
        return Optional.of(new Seen.Drawn(all.toByteArray()));
    }

    @Override
    public void type(byte[] input) {
        synchronized (this) {
            if (closed || over || typedBytes + input.length > MOST_TYPED) {
                throw new TerminalException("Cannot type into " + name + ": tmux does not read it", false);
            }
            if (input.length == 0) {
                return;
            }
            typed.add(input.clone());
            typedBytes += input.length;
        }
        terminal.wake();
    }

    @Override
    public void resize(int columns, int rows) {
        try {
            terminal.resize(columns, rows);
        } catch (IOException refused) {
            throw new TerminalException("A look at " + name + " cannot have this size: " + refused, false, refused);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        terminal.wake();
    }
}

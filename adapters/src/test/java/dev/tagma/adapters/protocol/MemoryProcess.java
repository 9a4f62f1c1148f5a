package dev.tagma.adapters.protocol;

import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.ProcessListener;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process whose output is what a test says, and whose input may have no room. */
final class MemoryProcess implements DetachedProcess {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<String> given = new ArrayList<>();
    private long number;
    private boolean full;

    void says(String line) {
        out.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    void full(boolean now) {
        full = now;
    }

    List<String> given() {
        return given;
    }

    @Override
    public TerminalHandle handle() {
        return new TerminalHandle(1, "memory", "boot", "one");
    }

    @Override
    public Liveness liveness() {
        return new Liveness.Alive(7);
    }

    @Override
    public Optional<ProcessKey> process() {
        return Optional.of(new ProcessKey(7, 1, "boot"));
    }

    @Override
    public boolean write(long next, byte[] frame) {
        if (full) {
            throw new TerminalException("no space left", true);
        }
        if (next <= number) {
            return false;
        }
        number = next;
        given.add(new String(frame, StandardCharsets.UTF_8).strip());
        return true;
    }

    @Override
    public long lastNumber() {
        return number;
    }

    @Override
    public int read(Output which, long offset, ByteBuffer into) {
        byte[] all = which == Output.STANDARD ? out.toByteArray() : new byte[0];
        int count = Math.clamp(all.length - offset, 0, into.remaining());
        into.put(all, (int) offset, count);
        return count;
    }

    @Override
    public long size(Output which) {
        return which == Output.STANDARD ? out.size() : 0;
    }

    @Override
    public void consumed(Output which, long offset) {
        // Memory is not short here.
    }

    @Override
    public void signal(String name) {
        throw new AssertionError("nobody ends it here");
    }

    @Override
    public void destroy() {
        throw new AssertionError("nobody ends it here");
    }

    @Override
    public Terminal.Subscription subscribe(ProcessListener listener) {
        return () -> {};
    }
}

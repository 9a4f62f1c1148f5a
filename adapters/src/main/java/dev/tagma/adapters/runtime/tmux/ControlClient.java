package dev.tagma.adapters.runtime.tmux;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One control-mode client: commands go in at any time from any thread, answers and notifications come out. The reading
 * thread only sorts and hands on; the writing thread alone may block on a server that does not read. When the stream
 * ends, everything unanswered is told so, and the owner once.
 */
final class ControlClient implements AutoCloseable {

    /** Called on the reading thread; must not block. */
    interface Owner {

        void notified(ControlClient client, String line);

        /** The client is of no use any more; the reason is for people. */
        void ended(ControlClient client, String reason);
    }

    /** How long a client may take to leave after its input was closed, before it is killed. */
    private static final long LEAVE_MILLIS = 500;

    private final Process process;
    private final InputStream input;
    private final Owner owner;
    private final String marker = "tagma-" + UUID.randomUUID();
    private final BlockingQueue<Exchange> outgoing = new LinkedBlockingQueue<>();
    private final Queue<Exchange> awaiting = new ConcurrentLinkedQueue<>();
    private final Thread writer;
    private final Thread reader;

    private volatile @Nullable String endReason;
    private volatile long heardAt = System.nanoTime();
    private String lastWords = "";

    ControlClient(Process process, Owner owner, String name) {
        this.process = process;
        this.input = new BufferedInputStream(process.getInputStream(), 1 << 16);
        this.owner = owner;
        this.writer = Thread.ofPlatform().daemon().name(name + "-writer").unstarted(this::write);
        this.reader = Thread.ofPlatform().daemon().name(name + "-reader").unstarted(this::read);
    }

    void open() {
        reader.start();
        writer.start();
    }

    Reply ask(Exchange exchange, Duration limit) {
        outgoing.add(exchange);
        String ended = endReason;
        if (ended != null) {
            exchange.abandon(ended);
        }
        return exchange.await(limit);
    }

    /** How long the server has said nothing. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    boolean usable() {
        return endReason == null;
    }

    /** Leaves the server as it is; what is unanswered is told so. */
    @Override
    public void close() {
        end("the connection to tmux was closed");
        writer.interrupt();
        try {
            if (!process.waitFor(LEAVE_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try (OutputStream output = process.getOutputStream()) {
            while (usable()) {
                Exchange exchange = outgoing.take();
                if (exchange.markSent()) {
                    awaiting.add(exchange);
                    String ended = endReason;
                    if (ended != null) {
                        exchange.abandon(ended);
                        return;
                    }
                    output.write(wire(exchange));
                    output.flush();
                }
            }
        } catch (IOException e) {
            end("tmux no longer reads: " + e.getMessage());
        } catch (InterruptedException e) {
            // Only close() interrupts this thread; leaving closes the client's input.
            return;
        }
    }

    private byte[] wire(Exchange exchange) {
        var text = new StringBuilder();
        exchange.commandLines().forEach(line -> text.append(line).append('\n'));
        text.append("display-message -p ").append(marker).append('\n');
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void read() {
        var parser = new ControlParser(marker, new Sorter());
        var line = new ByteArrayOutputStream(256);
        try {
            for (int b = input.read(); b >= 0; b = input.read()) {
                if (b == '\n') {
                    heardAt = System.nanoTime();
                    parser.accept(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else {
                    line.write(b);
                }
            }
            end(lastWords.isEmpty() ? "the connection to tmux ended" : "the connection to tmux ended: " + lastWords);
        } catch (IOException e) {
            end("the connection to tmux broke: " + e.getMessage());
        } finally {
            writer.interrupt();
            process.destroyForcibly();
        }
    }

    private void end(String reason) {
        synchronized (this) {
            if (endReason != null) {
                return;
            }
            endReason = reason;
        }
        for (Exchange sent = awaiting.poll(); sent != null; sent = awaiting.poll()) {
            sent.abandon(reason);
        }
        for (Exchange unsent = outgoing.poll(); unsent != null; unsent = outgoing.poll()) {
            unsent.abandon(reason);
        }
        owner.ended(this, reason);
    }

    /** Hands answers to those who wait for them and notifications to the owner. */
    private final class Sorter implements ControlParser.Receiver {

        @Override
        public OptionalInt linesOfNextBlock() {
            Exchange head = awaiting.peek();
            return head == null ? OptionalInt.empty() : head.linesOfNextBlock();
        }

        @Override
        public void block(Reply.Block block) {
            Exchange head = awaiting.peek();
            if (block.failed()) {
                lastWords = String.join("; ", block.lines());
            }
            if (head != null) {
                head.add(block);
            }
        }

        @Override
        public void exchangeEnded() {
            Exchange head = awaiting.poll();
            if (head != null) {
                head.complete();
            }
        }

        @Override
        public void complaint(String text) {
            lastWords = text;
        }

        @Override
        public void notification(String line) {
            if (line.startsWith("%exit ")) {
                lastWords = line.substring("%exit ".length());
            }
            owner.notified(ControlClient.this, line);
        }
    }
}

package dev.tagma.adapters.runtime.tmux;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Command lines on their way to the server and the answer on its way back. */
final class Exchange {

    private enum Stage {
        QUEUED,
        SENT,
        WITHDRAWN
    }

    private final List<String> commandLines;

    /** Whether the second block repeats as many lines as the number that begins the first one says. */
    private final boolean counted;

    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();

    /** Touched by the reading thread only. */
    private final List<Reply.Block> blocks = new ArrayList<>();

    private Exchange(List<String> commandLines, boolean counted) {
        this.commandLines = List.copyOf(commandLines);
        this.counted = counted;
        for (String line : this.commandLines) {
            if (line.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("A command line may not hold a line feed: " + line);
            }
        }
    }

    static Exchange of(String... commandLines) {
        return new Exchange(List.of(commandLines), false);
    }

    /**
     * A line of two commands of which the second prints what a program wrote. The first block begins with the number of
     * lines of the second, so that nothing in these lines can pass for the end of the block.
     */
    static Exchange counted(String commandLine) {
        return new Exchange(List.of(commandLine), true);
    }

    List<String> commandLines() {
        return commandLines;
    }

    /** Claims it for sending; false when whoever asked has given up. */
    boolean markSent() {
        return stage.compareAndSet(Stage.QUEUED, Stage.SENT);
    }

    OptionalInt linesOfNextBlock() {
        if (!counted || blocks.size() != 1) {
            return OptionalInt.empty();
        }
        String first = blocks.getFirst().firstLine();
        String number = first.substring(0, Math.max(0, first.indexOf(' ')));
        return number.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(number));
    }

    void add(Reply.Block block) {
        blocks.add(block);
    }

    void complete() {
        reply.complete(new Reply.Answered(blocks));
    }

    void abandon(String reason) {
        boolean unsent = stage.compareAndSet(Stage.QUEUED, Stage.WITHDRAWN);
        reply.complete(new Reply.Unanswered(reason, !unsent && stage.get() == Stage.SENT));
    }

    Reply await(Duration limit) {
        try {
            return reply.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            abandon("tmux did not answer within " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abandon("interrupted while waiting for tmux");
        } catch (ExecutionException e) {
            throw new IllegalStateException("An exchange never fails", e);
        }
        return reply.join();
    }
}

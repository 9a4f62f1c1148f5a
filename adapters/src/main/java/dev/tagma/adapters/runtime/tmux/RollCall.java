package dev.tagma.adapters.runtime.tmux;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which terminals there are, asked once for all who want to know at the same time, as after a restart every session does.
 * Nobody is given an answer to a question that was put before they asked.
 */
final class RollCall {

    /** What was answered. */
    sealed interface Answer {}

    /** The terminals of a server, by name. */
    record Present(ServerProcess server, Map<String, PaneAddress> terminals) implements Answer {

        Present {
            terminals = Map.copyOf(terminals);
        }
    }

    /** There is no server, and so no terminal. */
    record Gone(String reason) implements Answer {}

    /** It cannot be told. */
    record Unheard(String reason) implements Answer {}

    private static final String FORMAT = "#{" + ServerConfiguration.NAME_OPTION + "} " + PaneAddress.FORMAT;

    private final Supplier<Answer> question;

    /** For those who ask while their question is not put yet. */
    private @Nullable CompletableFuture<Answer> next;

    private boolean asking;

    /** A roll call by way of this connection. */
    RollCall(TmuxLink link) {
        this(() -> ask(link));
    }

    RollCall(Supplier<Answer> question) {
        this.question = question;
    }

    Answer call() {
        CompletableFuture<Answer> answer = join();
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unheard("interrupted while waiting for tmux");
        } catch (ExecutionException e) {
            throw new IllegalStateException("The terminals could not be asked for", e.getCause());
        }
    }

    private synchronized CompletableFuture<Answer> join() {
        CompletableFuture<Answer> joined = next;
        if (joined == null) {
            joined = new CompletableFuture<>();
            next = joined;
        }
        if (!asking) {
            asking = true;
            // On no thread of those who ask: one of them may be interrupted, and the others must not be for it.
            Thread.ofVirtual().name("tmux-roll-call").start(this::answer);
        }
        return joined;
    }

    private void answer() {
        for (CompletableFuture<Answer> waiting = take(); waiting != null; waiting = take()) {
            try {
                waiting.complete(question.get());
            } catch (RuntimeException | Error failed) {
                waiting.completeExceptionally(failed);
            }
        }
    }

    private synchronized @Nullable CompletableFuture<Answer> take() {
        CompletableFuture<Answer> taken = next;
        next = null;
        asking = taken != null;
        return taken;
    }

    private static Answer ask(TmuxLink link) {
        return switch (link.connect()) {
            case TmuxLink.State.NoServer(String reason) -> new Gone(reason);
            case TmuxLink.State.Down(String reason) -> new Unheard(reason);
            case TmuxLink.State.Up up ->
                switch (link.query(up.server(), () -> Exchange.of("list-panes -a -F '" + FORMAT + "'"))) {
                    case Reply.ServerGone(String reason) -> new Gone(reason);
                    case Reply.Unanswered(String reason, boolean ignored) -> new Unheard(reason);
                    case Reply.Answered answered -> heard(up.server(), answered);
                };
        };
    }

    private static Answer heard(ServerProcess server, Reply.Answered answer) {
        if (answer.failure().isPresent()) {
            return new Unheard("tmux: " + answer.failure().get());
        }
        Map<String, PaneAddress> terminals = new HashMap<>();
        for (Reply.Block block : answer.blocks()) {
            for (String line : block.lines()) {
                int end = line.indexOf(' ');
                PaneAddress.parse(line.substring(end + 1))
                        .filter(address -> end > 0)
                        .ifPresent(address -> terminals.putIfAbsent(line.substring(0, end), address));
            }
        }
        return new Present(server, terminals);
    }
}

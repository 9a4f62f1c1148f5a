package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.message.Call;
import dev.tagma.adapters.exec.Companion;
import dev.tagma.adapters.jsonrpc.Incoming;
import dev.tagma.adapters.jsonrpc.Messages;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** One process of an adapter and what is said with it. It ends with the first thing that the protocol does not allow. */
final class Connection implements AutoCloseable {

    /** So many calls of the adapter may be worked on at once. */
    private static final int CALLS_AT_ONCE = 64;

    /** How long an adapter that has closed its output may take to end, and to be heard why. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** Told what the adapter says by itself. */
    interface Hearer {

        /** It observed something. In the order in which it was said; must not block. */
        void observed(Connection from, JsonNode parameters) throws Breach;

        /** It wants something to be done; may block. */
        Object asked(Connection from, String method, JsonNode parameters) throws Declined;
    }

    /** What an adapter asked for is not done. */
    static final class Declined extends Exception {

        private static final long serialVersionUID = 1L;

        private final int code;

        Declined(int code, String why) {
            super(why);
            this.code = code;
        }
    }

    private final String name;
    private final Companion companion;
    private final Codec codec;
    private final Messages messages;
    private final Hearer hearer;
    private final Duration patience;
    private final Outgoing outgoing;
    private final LastErrors errors;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
    private final Semaphore working = new Semaphore(CALLS_AT_ONCE);
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private final Allowance allowance = new Allowance(System.nanoTime());

    /**
     * A connection with this process.
     *
     * @param name of the adapter, for threads
     * @param patience the longest that any answer may take
     */
    Connection(String name, Companion companion, Codec codec, Hearer hearer, Duration patience) {
        this.patience = patience;
        this.name = name;
        this.companion = companion;
        this.codec = codec;
        this.messages = new Messages(codec.mapper());
        this.hearer = hearer;
        this.outgoing = new Outgoing(companion.input());
        this.errors = new LastErrors(companion.errors());
    }

    /** Begins to listen. To read a pipe blocks in the kernel, and a virtual thread would keep its carrier all the while. */
    void open() {
        Thread _ = aside("said", outgoing::run);
        Thread heard = aside("errors", errors::read);
        Thread _ = aside("heard", () -> hear(heard));
    }

    private Thread aside(String what, Runnable work) {
        return Thread.ofPlatform().daemon().name(name + "-" + what).start(work);
    }

    private void hear(Thread errorsRead) {
        String reason = "its output ended";
        try {
            Sentences sentences = new Sentences(companion.output());
            Optional<String> line = sentences.next();
            while (line.isPresent() && !over.isDone()) {
                if (!allowance.take(System.nanoTime())) {
                    throw new Breach("it said more than " + Allowance.EACH_SECOND + " messages a second for long");
                }
                take(line.get());
                line = sentences.next();
            }
            reason = ended(errorsRead);
        } catch (IOException broken) {
            reason = "its output cannot be read: " + broken.getMessage();
        } catch (Breach breach) {
            reason = breach.reason();
        } catch (RuntimeException failed) {
            reason = "what it said was not understood: " + failed;
        } finally {
            end(reason);
        }
    }

    /** What it wrote last is why, as a rule. */
    private String ended(Thread errorsRead) {
        try {
            String how = companion.awaitEnd(LAST_WORDS).orElse("closed its output");
            companion.close();
            boolean _ = errorsRead.join(LAST_WORDS);
            String last = errors.lastLine();
            return "it " + how + (last.isEmpty() ? "" : "; it last wrote: " + Codec.shortened(last));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "it ended";
        }
    }

    private void take(String line) throws Breach {
        switch (messages.read(line)) {
            case Incoming.Call(var id, var method, var parameters) -> work(id, method, parameters);
            case Incoming.Notice(var method, var parameters) -> {
                if (method.equals(Call.OBSERVED.method())) {
                    hearer.observed(this, parameters);
                }
            }
            case Incoming.Result(var id, var value) -> answered(id).complete(value);
            case Incoming.Failure(var id, var code, var message) ->
                answered(id).completeExceptionally(new Refused(code, Codec.shortened(message)));
            case Incoming.Malformed(var why, var beginning) ->
                throw new Breach("it said what is no message (" + why + "): " + Codec.shortened(beginning));
        }
    }

    private CompletableFuture<JsonNode> answered(JsonNode id) throws Breach {
        CompletableFuture<JsonNode> call = id.isIntegralNumber() ? calls.remove(id.asLong()) : null;
        if (call == null) {
            throw new Breach("it answered what it was not asked, or twice: " + Codec.shortened(id.toString()));
        }
        return call;
    }

    private void work(JsonNode id, String method, JsonNode parameters) throws Breach {
        if (!working.tryAcquire()) {
            throw new Breach("it asked for more than " + CALLS_AT_ONCE + " things at once");
        }
        Thread.ofVirtual().name(name + "-" + method).start(() -> {
            try {
                outgoing.say(answer(id, method, parameters));
            } catch (Breach breach) {
                end(breach.reason());
            } finally {
                working.release();
            }
        });
    }

    private String answer(JsonNode id, String method, JsonNode parameters) {
        try {
            return messages.result(id, codec.write(hearer.asked(this, method, parameters)));
        } catch (Declined declined) {
            return messages.failure(id, declined.code, String.valueOf(declined.getMessage()));
        } catch (RuntimeException failed) {
            return messages.failure(id, Messages.FAILED, "Tagma failed: " + failed);
        }
    }

    /** What is said and not answered yet. */
    record Asked(Call call, long id, CompletableFuture<JsonNode> answer) {}

    Asked ask(Call call, Object parameters) throws Gone {
        long id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        calls.put(id, answer);
        try {
            outgoing.say(messages.call(id, call.method(), codec.write(parameters)));
        } catch (Breach breach) {
            end(breach.reason());
        }
        if (over.isDone()) {
            answer.completeExceptionally(new Gone(over.join()));
        }
        return new Asked(call, id, answer);
    }

    /** Whether it is answered by then. */
    boolean answered(Asked asked, Duration within) throws InterruptedException {
        try {
            JsonNode _ = asked.answer().get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException failed) {
            return true;
        }
    }

    /** Waits for the answer; an adapter that does not give it in time hangs, and is ended. */
    <T> T await(Asked asked, Class<T> type) throws Gone, Refused {
        Call call = asked.call();
        Duration limit = call.limit().compareTo(patience) < 0 ? call.limit() : patience;
        try {
            return codec.read(asked.answer().get(limit.toMillis(), TimeUnit.MILLISECONDS), type);
        } catch (TimeoutException late) {
            throw broke("it did not answer '" + call.method() + "' within " + limit.toSeconds() + " s");
        } catch (Breach wrong) {
            throw broke("its answer to '" + call.method() + "' is wrong: " + wrong.reason());
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case Refused refused -> throw refused;
                case Gone gone -> throw gone;
                case null, default -> throw new Gone("it failed: " + failed.getCause());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Gone("interrupted while it answers '" + call.method() + "'");
        }
    }

    <T> T call(Call call, Object parameters, Class<T> type) throws Gone, Refused {
        return await(ask(call, parameters), type);
    }

    private Gone broke(String reason) {
        end(reason);
        return new Gone(reason);
    }

    private void end(String reason) {
        over.complete(reason);
        outgoing.close();
        companion.close();
        calls.values().forEach(call -> call.completeExceptionally(new Gone(over.join())));
        calls.clear();
    }

    boolean isOver() {
        return over.isDone();
    }

    /** Completed with the reason when it is over. */
    CompletableFuture<String> over() {
        return over;
    }

    @Override
    public void close() {
        end("the daemon is stopping");
    }
}

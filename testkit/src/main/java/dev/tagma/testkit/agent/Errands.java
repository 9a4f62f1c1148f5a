package dev.tagma.testkit.agent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The one thread that touches what the agent owns; whoever else wants something of it sends an errand. */
final class Errands {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("agent").daemon().factory());

    void send(Runnable errand) {
        thread.execute(errand);
    }

    /** Waits for the answer; not to be called on that thread. */
    <T> T ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, thread).join();
    }
}

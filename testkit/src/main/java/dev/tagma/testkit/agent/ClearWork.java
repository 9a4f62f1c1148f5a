package dev.tagma.testkit.agent;

import java.util.List;

/** {@code /clear}: one conversation ends and another begins in the same process. */
record ClearWork(Kit kit, Identity old, Identity fresh, Transcript transcript) implements Work {

    @Override
    public List<Message> run() {
        try {
            kit.hooks().run(old.event("SessionEnd", "reason", "clear"));
            kit.hooks().run(fresh.event("SessionStart", "clear", Json.object("source", "clear")));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        transcript.command(fresh.withPrompt().promptId(), "/clear", "", null);
        return kit.desk().dequeue();
    }

    @Override
    public void interrupt() {
        // It is over at once.
    }
}

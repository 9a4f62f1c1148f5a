package dev.tagma.cli.command;

import dev.tagma.cli.talk.Talk;

/** Tells a person who ends a command by its interrupt key that the session goes on. */
final class Farewell implements AutoCloseable {

    private final Thread atTheEnd;

    private Farewell(Thread atTheEnd) {
        this.atTheEnd = atTheEnd;
    }

    static Farewell prepare(Talk talk, String handle) {
        Thread atTheEnd = Thread.ofPlatform().name("says farewell").unstarted(() -> {
            talk.withdrawPrompt();
            talk.hint("%s goes on; tagma show %s tells how it stands".formatted(handle, handle));
        });
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        return new Farewell(atTheEnd);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException endingAlready) {
            // Then it is said.
        }
    }
}

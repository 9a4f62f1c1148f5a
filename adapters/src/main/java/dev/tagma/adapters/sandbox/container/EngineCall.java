package dev.tagma.adapters.sandbox.container;

import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Outcome;
import dev.tagma.adapters.exec.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Short calls of an engine's program: none of them runs an agent.
 *
 * @param environment the daemon's, in which the program finds its engine
 */
record EngineCall(Path program, Map<String, String> environment) {

    /** It answers within a second, or hangs at a daemon that does not. */
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(20);

    EngineCall {
        environment = Map.copyOf(environment);
    }

    /** What came of a call. */
    sealed interface Answer {

        /** It went well, and this was said. */
        record Good(String text) implements Answer {}

        /** It did not; in one line, the engine's own where it had one. */
        record Bad(String why) implements Answer {}
    }

    Answer ask(List<String> words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(words);
        Outcome outcome = new Programs()
                .run(Invocation.of(Path.of("/"), environment, command).withLimit(ANSWERS_WITHIN));
        return switch (outcome) {
            case Outcome.Exited ended
            when ended.succeeded() -> new Answer.Good(ended.output().trimmed());
            case Outcome.Exited ended ->
                new Answer.Bad(firstLine(ended.errors().trimmed(), "it ended with code " + ended.code()));
            case Outcome.TimedOut late -> new Answer.Bad("no answer within " + ANSWERS_WITHIN.toSeconds() + " s");
            case Outcome.NotStarted(String why) -> new Answer.Bad(firstLine(why, "it could not be started"));
        };
    }

    private static String firstLine(String text, String otherwise) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(otherwise);
    }
}

package dev.tagma.cli;

import dev.tagma.cli.talk.Failure;
import java.util.Map;
import java.util.Optional;

/** The session in whose pane a command was called: its program's environment names it. */
final class OwnSession {

    private static final String VARIABLE = "TAGMA_SESSION";

    private OwnSession() {}

    static Optional<String> of(Map<String, String> environment) {
        Optional<String> own = Optional.ofNullable(environment.get(VARIABLE)).filter(value -> !value.isEmpty());
        own.filter(value -> !value.matches("[A-Za-z0-9-]{1,63}")).ifPresent(strange -> {
            throw Failure.usage("%s '%s' is not a session's id: unset it".formatted(VARIABLE, strange));
        });
        return own;
    }
}

package dev.tagma.testkit.acp;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the agent misbehaves whatever its prompts say.
 *
 * @param startDelay how long it does nothing at first: {@code SCRIPTED_START_DELAY} in milliseconds
 * @param hangsAt the call it never answers: {@code SCRIPTED_ACP_HANGS_AT}
 * @param repeats whether it says everything twice: {@code SCRIPTED_ACP_REPEATS=yes}
 * @param chatters whether it writes lines to its output that are no messages: {@code SCRIPTED_ACP_CHATTERS=yes}
 * @param wantsLogin whether it wants a login before a conversation: {@code SCRIPTED_ACP_LOGIN=yes}
 * @param goodKey whether the key it would log in with is taken: {@code SCRIPTED_KEY=good}
 * @param offers what it can do with conversations beside loading them: {@code SCRIPTED_ACP_OFFERS=fork,resume}
 */
record AcpFaults(
        Duration startDelay,
        String hangsAt,
        boolean repeats,
        boolean chatters,
        boolean wantsLogin,
        boolean goodKey,
        List<String> offers) {

    AcpFaults {
        offers = List.copyOf(offers);
    }

    static AcpFaults of(Map<String, String> environment) {
        String delay = environment.getOrDefault("SCRIPTED_START_DELAY", "");
        return new AcpFaults(
                Duration.ofMillis(delay.isEmpty() ? 0 : Long.parseLong(delay)),
                environment.getOrDefault("SCRIPTED_ACP_HANGS_AT", ""),
                environment.getOrDefault("SCRIPTED_ACP_REPEATS", "").equals("yes"),
                environment.getOrDefault("SCRIPTED_ACP_CHATTERS", "").equals("yes"),
                environment.getOrDefault("SCRIPTED_ACP_LOGIN", "").equals("yes"),
                environment.getOrDefault("SCRIPTED_KEY", "").equals("good"),
                Stream.of(environment.getOrDefault("SCRIPTED_ACP_OFFERS", "").split(",", -1))
                        .filter(word -> !word.isEmpty())
                        .toList());
    }
}

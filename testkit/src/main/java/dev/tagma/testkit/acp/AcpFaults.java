package dev.tagma.testkit.acp;

import java.time.Duration;
import java.util.Map;

/**
 * How the agent misbehaves whatever its prompts say.
 *
 * @param startDelay how long it does nothing at first: {@code SCRIPTED_START_DELAY} in milliseconds
 * @param hangsAt the call it never answers: {@code SCRIPTED_ACP_HANGS_AT}
 * @param repeats whether it says everything twice: {@code SCRIPTED_ACP_REPEATS=yes}
 * @param chatters whether it writes lines to its output that are no messages: {@code SCRIPTED_ACP_CHATTERS=yes}
 * @param wantsLogin whether it wants a login before a conversation: {@code SCRIPTED_ACP_LOGIN=yes}
 */
record AcpFaults(Duration startDelay, String hangsAt, boolean repeats, boolean chatters, boolean wantsLogin) {

    static AcpFaults of(Map<String, String> environment) {
        String delay = environment.getOrDefault("SCRIPTED_START_DELAY", "");
        return new AcpFaults(
                Duration.ofMillis(delay.isEmpty() ? 0 : Long.parseLong(delay)),
                environment.getOrDefault("SCRIPTED_ACP_HANGS_AT", ""),
                environment.getOrDefault("SCRIPTED_ACP_REPEATS", "").equals("yes"),
                environment.getOrDefault("SCRIPTED_ACP_CHATTERS", "").equals("yes"),
                environment.getOrDefault("SCRIPTED_ACP_LOGIN", "").equals("yes"));
    }
}

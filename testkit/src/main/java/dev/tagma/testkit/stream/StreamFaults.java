package dev.tagma.testkit.stream;

import java.time.Duration;
import java.util.Map;

/**
 * How the program misbehaves whatever its prompts say.
 *
 * @param startDelay how long it does nothing at first: {@code SCRIPTED_START_DELAY} in milliseconds
 * @param mute whether it never answers the first request: {@code SCRIPTED_STREAM_MUTE=yes}
 * @param refuses whether it refuses the first request: {@code SCRIPTED_STREAM_REFUSES=yes}
 * @param repeats whether it says everything twice: {@code SCRIPTED_STREAM_REPEATS=yes}
 * @param muteModes whether it never answers when it is given another mode: {@code SCRIPTED_STREAM_MUTE_MODES=yes}
 * @param chatters whether it writes lines to its output that are no messages: {@code SCRIPTED_STREAM_CHATTERS=yes}
 */
record StreamFaults(
        Duration startDelay, boolean mute, boolean refuses, boolean repeats, boolean muteModes, boolean chatters) {

    static StreamFaults of(Map<String, String> environment) {
        String delay = environment.getOrDefault("SCRIPTED_START_DELAY", "");
        return new StreamFaults(
                Duration.ofMillis(delay.isEmpty() ? 0 : Long.parseLong(delay)),
                environment.getOrDefault("SCRIPTED_STREAM_MUTE", "").equals("yes"),
                environment.getOrDefault("SCRIPTED_STREAM_REFUSES", "").equals("yes"),
                environment.getOrDefault("SCRIPTED_STREAM_REPEATS", "").equals("yes"),
                environment.getOrDefault("SCRIPTED_STREAM_MUTE_MODES", "").equals("yes"),
                environment.getOrDefault("SCRIPTED_STREAM_CHATTERS", "").equals("yes"));
    }
}

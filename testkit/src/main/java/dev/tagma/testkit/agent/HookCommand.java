package dev.tagma.testkit.agent;

import java.time.Duration;

/**
 * A command that a settings file wants to be run at an event.
 *
 * @param matcher which tools (or sources) it is for: a pattern for the whole name, empty or {@code *} for all
 */
record HookCommand(String event, String matcher, String command, Duration timeout) {

    boolean isFor(String event, String subject) {
        return this.event.equals(event) && (matcher.isEmpty() || matcher.equals("*") || subject.matches(matcher));
    }
}

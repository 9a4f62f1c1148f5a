package dev.tagma.testkit.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text in the user's name really is, once the client's wrapping is off. */
public sealed interface UserText {

    /** Words of the person (or of whoever briefed a subagent), exactly. */
    record Said(String text) implements UserText {}

    /** The client's note that the person stopped the turn. */
    record Interrupted() implements UserText {}

    /** News about work in the background, written by the client. */
    record Notice(String summary) implements UserText {}

    /** The client asks for a summary of the conversation in order to shorten it. */
    record SummaryWanted() implements UserText {}

    /** The summary with which a shortened conversation begins. */
    record Continuation() implements UserText {}

    /** Context that the client adds by itself. */
    record Context() implements UserText {}

    Pattern PASTE = Pattern.compile(
            "(?:\\n\\n)?<pasted_content id=\"([^\"]*)\">\\n(.*?)\\n</pasted_content id=\"\\1\">\\n?", Pattern.DOTALL);

    /** Texts sent while the agent works come inside this explanation. */
    Pattern STEERED = Pattern.compile(
            "The user sent a new message while you were working:\\n(.*?)\\n\\nThis is how Claude Code surfaces messages.*",
            Pattern.DOTALL);

    Pattern NOTICE = Pattern.compile("<task-notification>.*?<summary>(.*?)</summary>", Pattern.DOTALL);

    Pattern CONTEXT = Pattern.compile(
            "<(system-reminder|task-notification|environment_context|user_instructions|session_context|INSTRUCTIONS"
                    + "|command-[a-z]+|local-command-[a-z]+|bash-(?:input|stdout|stderr))\\b[^>]*>.*?</\\1>\\s*",
            Pattern.DOTALL);

    /** Looks at one text as it stands in a request. */
    static UserText of(String raw) {
        if (raw.startsWith("[Request interrupted by user") || raw.startsWith("<turn_aborted>")) {
            return new Interrupted();
        }
        if (raw.startsWith("This session is being continued from a previous conversation")) {
            return new Continuation();
        }
        if (asksForSummary(raw)) {
            return new SummaryWanted();
        }
        var notice = NOTICE.matcher(raw);
        var said = freed(raw);
        if (!said.isBlank()) {
            return new Said(said);
        }
        return notice.find() ? new Notice(notice.group(1)) : new Context();
    }

    private static boolean asksForSummary(String raw) {
        var head = raw.substring(0, Math.min(raw.length(), 2000));
        return head.contains("Your task is to create a detailed summary of the conversation")
                || (head.startsWith("CRITICAL: Respond with TEXT ONLY") && raw.contains("<summary>"));
    }

    private static String freed(String raw) {
        var own = raw.indexOf('<') < 0 ? raw : CONTEXT.matcher(raw).replaceAll("");
        var steered = STEERED.matcher(own);
        if (steered.matches()) {
            own = steered.group(1);
        }
        return own.contains("<pasted_content")
                ? PASTE.matcher(own).replaceAll(match -> Matcher.quoteReplacement(match.group(2)))
                : own;
    }
}

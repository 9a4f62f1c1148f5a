package dev.tagma.adapters.agent.claude;

import java.util.regex.Pattern;

/** How the program says that it is not logged in, or not any more. */
public final class LoginWords {

    private static final Pattern SAID = Pattern.compile(
            "authentication_error|authentication_failed|API Error: 401\\b|please run /login|invalid api key|oauth token has expired",
            Pattern.CASE_INSENSITIVE);

    private LoginWords() {}

    public static boolean saidBy(String text) {
        return SAID.matcher(text).find();
    }
}

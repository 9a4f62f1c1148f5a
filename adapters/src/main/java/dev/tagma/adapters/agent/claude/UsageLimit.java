package dev.tagma.adapters.agent.claude;

import java.util.regex.Pattern;

/** How the program says that the account's limit is used up, where it has nothing but words for it. */
public final class UsageLimit {

    private static final Pattern SAID =
            Pattern.compile("you've hit your .*limit|(?:usage )?limit reached|usage limit", Pattern.CASE_INSENSITIVE);

    private UsageLimit() {}

    public static boolean saidBy(String text) {
        return SAID.matcher(text).find();
    }
}

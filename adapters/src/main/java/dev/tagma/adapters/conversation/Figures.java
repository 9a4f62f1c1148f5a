package dev.tagma.adapters.conversation;

import dev.tagma.core.usage.Tokens;

/**
 * An agent's figures of one message. Some agents count what came from the cache or went into it as input too, and what was
 * thought as output; others count them beside. Their total tells which, as every token is in it once.
 *
 * @param total 0 where it is not told: then each is taken to be counted within
 */
public record Figures(long input, long output, long cacheRead, long cacheWrite, long reasoning, long total) {

    /** No message uses more; what says so is broken, and would break every sum. */
    private static final long MOST = 1_000_000_000_000L;

    public Figures {
        input = within(input);
        output = within(output);
        cacheRead = within(cacheRead);
        cacheWrite = within(cacheWrite);
        reasoning = within(reasoning);
        total = Math.max(0, total);
    }

    private static long within(long figure) {
        return Math.clamp(figure, 0, MOST);
    }

    public Tokens tokens() {
        long cached = cacheRead + cacheWrite;
        long all = input + output;
        boolean cachedBeside = cached > 0 && (total == all + cached || total == all + cached + reasoning);
        boolean thoughtBeside =
                reasoning > 0 && (total == all + reasoning || (cachedBeside && total == all + cached + reasoning));
        return new Tokens(
                Math.max(0, cachedBeside ? input : input - cached),
                Math.max(0, thoughtBeside ? output : output - reasoning),
                cacheRead,
                cacheWrite,
                0,
                reasoning);
    }
}

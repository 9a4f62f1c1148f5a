package dev.tagma.adapters.runtime.tmux;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of tmux, as {@code tmux -V} prints it: {@code 3.3a}, {@code next-3.5}; builds without a number are new. */
record TmuxVersion(int major, int minor) implements Comparable<TmuxVersion> {

    /** The first with {@code -N}, client flags, environment for new sessions and subscriptions together. */
    static final TmuxVersion OLDEST = new TmuxVersion(3, 2);

    private static final Pattern NUMBERED = Pattern.compile("tmux (?:next-)?(\\d+)\\.(\\d+).*");
    private static final Pattern UNNUMBERED = Pattern.compile("tmux (?:master|openbsd-.*)");

    static Optional<TmuxVersion> parse(String printed) {
        Matcher numbered = NUMBERED.matcher(printed);
        if (numbered.matches()) {
            return Optional.of(
                    new TmuxVersion(Integer.parseInt(numbered.group(1)), Integer.parseInt(numbered.group(2))));
        }
        return UNNUMBERED.matcher(printed).matches() ? Optional.of(OLDEST) : Optional.empty();
    }

    boolean sufficient() {
        return compareTo(OLDEST) >= 0;
    }

    @Override
    public int compareTo(TmuxVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}

package dev.tagma.testkit.script;

import java.util.List;

/**
 * The end of a conversation: the last answer and what was said since. Two requests of one moment are tries of the same.
 *
 * @param after the last answer, empty if there was none
 */
public record Moment(String after, List<String> said) {

    public Moment {
        said = List.copyOf(said);
    }

    /** Whether that moment is this one with something said in addition. */
    boolean continuedBy(Moment later) {
        return after.equals(later.after)
                && later.said.size() > said.size()
                && later.said.subList(0, said.size()).equals(said);
    }

    /** What was said in addition to an earlier moment: all of it if an answer lies between. */
    public List<String> since(Moment earlier) {
        return earlier.equals(this)
                ? List.of()
                : earlier.continuedBy(this) ? said.subList(earlier.said.size(), said.size()) : said;
    }
}

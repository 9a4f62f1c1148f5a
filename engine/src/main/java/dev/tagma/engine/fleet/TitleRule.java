package dev.tagma.engine.fleet;

import dev.tagma.core.session.Session;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;

/** What a title may be: anything, of a line's length. */
final class TitleRule {

    private TitleRule() {}

    static String checked(String title) {
        if (title.length() > Session.LONGEST_TITLE) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "The title is " + title.length() + " characters long; give at most " + Session.LONGEST_TITLE);
        }
        return title;
    }
}

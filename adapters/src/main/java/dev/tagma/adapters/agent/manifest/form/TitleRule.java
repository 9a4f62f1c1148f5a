package dev.tagma.adapters.agent.manifest.form;

import java.util.regex.Pattern;

/** What a window title means. */
public record TitleRule(Pattern matches, Means means) {

    /** What a title can tell. */
    public enum Means {
        IDLE,
        /** Nothing is produced; a dialog may be open. */
        REST,
        WORKING,
        WAITING
    }
}

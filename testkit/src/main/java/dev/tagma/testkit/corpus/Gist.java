package dev.tagma.testkit.corpus;

/** The little of a screen that sources can tell which say no more than whether it works: a title, a state file. */
public enum Gist {
    /** No turn runs. */
    REST,
    /** A turn runs and waits for nobody. */
    WORK,
    /** A turn waits for a person. */
    ASKS,
    /** Nothing of these: a menu, a login, work in the background, no agent. */
    OTHER;

    static Gist of(String reading) {
        return switch (reading) {
            case "idle", "interrupted", "error", "limited" -> REST;
            case "working", "retrying", "compacting" -> WORK;
            case "permission", "question", "plan" -> ASKS;
            default -> OTHER;
        };
    }
}

package dev.tagma.cli.talk;

/** What a piece of text is, not what it looks like. */
public enum Style {
    PLAIN(""),
    /** The thing that is spoken of. */
    NAME("1"),
    /** What can be passed over. */
    QUIET("2"),
    GOOD("32"),
    /** Somebody must act. */
    ASKING("33"),
    BAD("31"),
    BUSY("36");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    String around(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}

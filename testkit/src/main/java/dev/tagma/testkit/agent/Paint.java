package dev.tagma.testkit.agent;

/** Colours and looks, as escape sequences around text. */
final class Paint {

    private static final String ORANGE = "\u001b[38;2;215;119;87m";
    private static final String GREY = "\u001b[38;2;153;153;153m";
    private static final String BLUE = "\u001b[38;2;177;185;249m";
    private static final String RULE = "\u001b[38;2;136;136;136m";
    private static final String SHADED = "\u001b[48;2;55;55;55m\u001b[38;2;255;255;255m";
    private static final String OFF = "\u001b[0m";

    private Paint() {}

    static String orange(String text) {
        return ORANGE + text + OFF;
    }

    static String grey(String text) {
        return GREY + text + OFF;
    }

    static String blue(String text) {
        return BLUE + text + OFF;
    }

    static String bold(String text) {
        return "\u001b[1m" + text + OFF;
    }

    static String dim(String text) {
        return "\u001b[2m" + text + OFF;
    }

    /** What the person said, on a shade. */
    static String shaded(String text) {
        return SHADED + text + OFF;
    }

    /** The cell of the cursor, which the program draws itself. */
    static String cursor(String cell) {
        return "\u001b[7m" + cell + OFF;
    }

    static String rule(int columns) {
        return RULE + "─".repeat(columns) + OFF;
    }

    static String blueRule(int columns) {
        return BLUE + "─".repeat(columns) + OFF;
    }

    static String dashes(int columns) {
        return "\u001b[38;2;80;80;80m" + "╌".repeat(columns) + OFF;
    }
}

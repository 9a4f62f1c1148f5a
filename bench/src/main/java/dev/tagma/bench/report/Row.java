package dev.tagma.bench.report;

/**
 * One figure.
 *
 * @param bar what is to be reached; empty where the design names none
 */
public record Row(String what, String bar, String measured, Verdict verdict) {

    /** Whether the bar was reached. */
    public enum Verdict {
        MET("met"),
        MISSED("**not met**"),
        NO_BAR("–"),
        NOT_MEASURED("not measured");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public static Row judged(String what, String bar, String measured, boolean met) {
        return new Row(what, bar, measured, met ? Verdict.MET : Verdict.MISSED);
    }

    public static Row told(String what, String measured) {
        return new Row(what, "", measured, Verdict.NO_BAR);
    }

    /** @param why it could not be */
    public static Row absent(String what, String bar, String why) {
        return new Row(what, bar, why, Verdict.NOT_MEASURED);
    }

    String line() {
        return "| " + what + " | " + bar + " | " + measured + " | " + verdict.word() + " |";
    }
}

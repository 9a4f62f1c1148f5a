package dev.tagma.cli.talk;

/** Text of one style. What it holds is made harmless where it is shown, so agents' text may be put in as it is. */
public record Span(String text, Style style) {

    public static Span of(String text) {
        return new Span(text, Style.PLAIN);
    }

    public static Span of(String text, Style style) {
        return new Span(text, style);
    }
}

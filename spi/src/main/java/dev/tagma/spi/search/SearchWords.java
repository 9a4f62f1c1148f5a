package dev.tagma.spi.search;

import java.util.ArrayList;
import java.util.List;

/**
 * What is searched for: every term must occur. Words are separated by white space; what stands in double quotes is one
 * term, whose words follow one another; a {@code *} at the end of a word stands for any end. Everything else is text.
 */
public record SearchWords(List<Term> terms) {

    /** So many characters are more than anybody types, and few enough to be looked up at once. */
    public static final int LONGEST = 1_000;

    private static final int MOST_TERMS = 32;

    public SearchWords {
        terms = List.copyOf(terms);
    }

    /**
     * Words that follow one another.
     *
     * @param open whether the last of them may go on
     */
    public record Term(String text, boolean open) {}

    /** @throws IllegalArgumentException when there is nothing in it to search for, or too much */
    public static SearchWords parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "it has " + text.length() + " characters; search for at most " + LONGEST);
        }
        List<Term> terms = new ArrayList<>();
        // A quote without its other end reaches to the end of the text.
        String[] parts = text.split("\"", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 1) {
                add(terms, parts[i], false);
            } else {
                for (String word : parts[i].split("[\\s\\p{Z}\\p{Cc}]+", -1)) {
                    add(terms, word, word.endsWith("*"));
                }
            }
        }
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("there is no letter and no digit in it to search for");
        }
        if (terms.size() > MOST_TERMS) {
            throw new IllegalArgumentException(
                    "it has " + terms.size() + " words; search for at most " + MOST_TERMS + ", or quote a phrase");
        }
        return new SearchWords(terms);
    }

    /** What holds no letter and no digit stands in no index. */
    private static void add(List<Term> terms, String text, boolean open) {
        StringBuilder plain = new StringBuilder();
        text.codePoints()
                .map(each -> Character.isISOControl(each) || isSurrogate(each) ? ' ' : each)
                .forEach(plain::appendCodePoint);
        if (plain.codePoints().anyMatch(Character::isLetterOrDigit)) {
            terms.add(new Term(plain.toString().strip(), open));
        }
    }

    private static boolean isSurrogate(int each) {
        return each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE;
    }
}

package dev.tagma.store.sqlite;

import dev.tagma.spi.search.SearchHit.Piece;
import dev.tagma.spi.search.SearchWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Text on its way into the index and out of it. Nothing that anybody says or searches for is taken for syntax. */
final class SearchText {

    /** Around what was found in a snippet; stands in no text that is kept. */
    static final String BEGIN = "\u0001";

    static final String END = "\u0002";

    private SearchText() {}

    /** A text as it is kept: its beginning, with blanks for control characters other than line ends. */
    static String kept(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder kept = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            char each = text.charAt(i);
            kept.append(Character.isISOControl(each) && each != '\n' ? ' ' : each);
        }
        return kept.toString();
    }

    /** What is searched for in SQLite's language: all of these strings. */
    static String expression(SearchWords words) {
        return words.terms().stream()
                .map(term -> "\"" + term.text().replace("\"", "\"\"") + "\"" + (term.open() ? "*" : ""))
                .collect(Collectors.joining(" "));
    }

    /** A list as an argument of {@code json_each}; names of agents and ids need no escapes. */
    static String array(Stream<String> values) {
        return values.map(value -> "\"" + value + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    /** A snippet by what was found in it. */
    static List<Piece> pieces(String marked) {
        List<Piece> pieces = new ArrayList<>();
        boolean found = false;
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < marked.length(); i++) {
            char each = marked.charAt(i);
            if (each == BEGIN.charAt(0) || each == END.charAt(0)) {
                add(pieces, piece, found);
                found = each == BEGIN.charAt(0);
            } else {
                piece.append(each);
            }
        }
        add(pieces, piece, found);
        return pieces;
    }

    private static void add(List<Piece> pieces, StringBuilder piece, boolean found) {
        if (!piece.isEmpty()) {
            pieces.add(new Piece(piece.toString(), found));
            piece.setLength(0);
        }
    }
}

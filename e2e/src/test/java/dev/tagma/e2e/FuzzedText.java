package dev.tagma.e2e;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts of all kinds that a message may be, each with a word of its own by which it is found. */
final class FuzzedText {

    /** What means something to one agent or another at the beginning of a line that a person types. */
    private static final List<String> SIGILS = List.of(
            "!",
            "/",
            "@",
            "#",
            "&",
            "?",
            "  !",
            " /",
            "/clear ",
            "/compact ",
            "!touch pwned ",
            "@README ",
            "# ",
            "-",
            ">",
            "$");

    private static final List<String> WORDS = List.of(
            "alpha",
            "beta",
            "naïve",
            "日本語",
            "привет",
            "مرحبا",
            "🚀",
            "👩‍👩‍👧",
            "e\u0301tude",
            "ß",
            "\"quoted\"",
            "'single'",
            "$HOME",
            "`back`",
            "\\slash",
            "{brace}",
            "<tag>",
            "100%",
            "a=b",
            "x;y",
            "(round)",
            "~",
            "|",
            "*",
            "...");

    private static final int LONGEST = 3_000;

    private final Random random;

    FuzzedText(Random random) {
        this.random = random;
    }

    /** A text that is no script of the model's: it answers with a few words. */
    String around(String word) {
        return switch (random.nextInt(6)) {
            case 0 -> SIGILS.get(random.nextInt(SIGILS.size())) + word + " " + words(4);
            case 1 -> word + " " + words(1 + random.nextInt(LONGEST));
            case 2 -> word + "\n" + lines(2 + random.nextInt(10));
            case 3 -> word + "\tbetween\ttabs\n\tand indented " + words(3);
            case 4 -> words(2) + " " + word + "\n\n" + lines(2);
            default -> word + " " + words(1 + random.nextInt(12));
        };
    }

    private String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> words(1 + random.nextInt(8)))
                .collect(Collectors.joining("\n"));
    }

    private String words(int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(" "));
    }

    /** What of a text nobody may change: agents are told tabs, blanks and signs in ways of their own. */
    static String letters(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

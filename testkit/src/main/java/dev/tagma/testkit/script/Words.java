package dev.tagma.testkit.script;

/** What follows a verb on its line, read as words, numbers, or a first word and the rest. */
record Words(String text) {

    String orElse(String fallback) {
        return text.isEmpty() ? fallback : text;
    }

    String first(String fallback) {
        return text.isEmpty() ? fallback : text.split("\\s+", 2)[0];
    }

    String rest(String fallback) {
        var parts = text.split("\\s+", 2);
        return parts.length < 2 ? fallback : parts[1];
    }

    int number(int index, int fallback) {
        return (int) decimal(index, fallback);
    }

    /** The number at that place; whatever is not a number there counts as absent, as in {@code SLOW down}. */
    double decimal(int index, double fallback) {
        var parts = text.split("\\s+", -1);
        return index < parts.length && parts[index].matches("\\d+(\\.\\d+)?")
                ? Double.parseDouble(parts[index])
                : fallback;
    }
}

package dev.tagma.testkit.model;

/** Tokens in and out, as reported to the client. */
record Usage(int input, int output) {

    int total() {
        return input + output;
    }

    /** A rough count for a text. */
    static int estimate(int characters) {
        return Math.max(1, (characters + 3) / 4);
    }
}

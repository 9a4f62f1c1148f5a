package dev.tagma.cli.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lines that a person types, read one at a time and only when one is wanted. A read that has begun cannot be taken back:
 * its line says what it was wanted for, so that it is not taken for the answer to what is asked next.
 */
final class TypedLines {

    private final InputStream in;
    private final Consumer<Typed> taker;
    private boolean reading;

    /** @param taker is given the lines, in a thread of their own */
    TypedLines(InputStream in, Consumer<Typed> taker) {
        this.in = in;
        this.taker = taker;
    }

    /** Wants a line for this purpose; while another one is still being read, that one comes. */
    synchronized void want(String purpose) {
        if (!reading) {
            reading = true;
            Thread.ofPlatform().daemon().name("reads what is typed").start(() -> read(purpose));
        }
    }

    private void read(String purpose) {
        Optional<String> line = line();
        synchronized (this) {
            reading = false;
        }
        taker.accept(new Typed(purpose, line));
    }

    /** None at the end of the input. */
    private Optional<String> line() {
        var line = new ByteArrayOutputStream(80);
        try {
            for (int each = in.read(); each != '\n'; each = in.read()) {
                if (each == -1) {
                    return Optional.empty();
                }
                line.write(each);
            }
            return Optional.of(line.toString(StandardCharsets.UTF_8));
        } catch (IOException hungUp) {
            return Optional.empty();
        }
    }

    /** @param text none when nothing more will be typed */
    record Typed(String purpose, Optional<String> text) {}
}

package dev.tagma.adapters.sandbox.bubblewrap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Brings the forwarder up before the program runs, which becomes the very process that this was. */
final class Entrance {

    private static final String SCRIPT = script();

    private Entrance() {}

    /** @param ready the fifo over which the forwarder says that it is ready */
    static List<String> words(List<String> forwarder, Path ready) {
        String named = IntStream.range(2, forwarder.size() + 2)
                .mapToObj(number -> "\"${" + number + "}\"")
                .collect(Collectors.joining(" "));
        String script = SCRIPT.replace("@FORWARDER@", named).replace("@COUNT@", Integer.toString(forwarder.size() + 1));
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", script, "tagma-net", ready.toString()));
        words.addAll(forwarder);
        return words;
    }

    private static String script() {
        try (InputStream in = Objects.requireNonNull(Entrance.class.getResourceAsStream("entrance.sh"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("The entrance of sandboxes cannot be read", broken);
        }
    }
}

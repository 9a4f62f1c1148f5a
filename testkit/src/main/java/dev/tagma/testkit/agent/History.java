package dev.tagma.testkit.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** What an earlier process wrote into a transcript. */
record History(List<Tree> entries) {

    /** Reads a transcript; a last line that was cut off is left out. */
    static Optional<History> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var entries = new ArrayList<Tree>();
            for (var line : Files.readAllLines(file)) {
                try {
                    entries.add(Json.read(line));
                } catch (JacksonException _) {
                    // Cut off by a kill.
                }
            }
            return Optional.of(new History(List.copyOf(entries)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the transcript " + file, e);
        }
    }

    /** The id of the last link of the conversation; empty if there is none. */
    String lastLink() {
        return entries.reversed().stream()
                .map(entry -> entry.at("uuid").text())
                .filter(uuid -> !uuid.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Whether the last that was said is a prompt without an answer. */
    boolean wasCutOff() {
        return entries.reversed().stream()
                .filter(entry -> !entry.at("message").isMissing())
                .findFirst()
                .filter(entry -> entry.at("type").text().equals("user"))
                .filter(entry -> !text(entry).startsWith("[Request interrupted"))
                .filter(entry -> !text(entry).startsWith("<"))
                .isPresent();
    }

    /** The conversation for the screen. */
    List<Block> blocks() {
        return entries.stream()
                .filter(entry -> !text(entry).isBlank() && !text(entry).startsWith("<"))
                .map(entry -> entry.at("type").text().equals("user")
                        ? (Block) new Block.Said(text(entry))
                        : new Block.Reply(text(entry)))
                .toList();
    }

    private static String text(Tree entry) {
        var content = entry.at("message").at("content");
        return content.list().isEmpty()
                ? content.text()
                : content.list().getFirst().at("text").text();
    }
}

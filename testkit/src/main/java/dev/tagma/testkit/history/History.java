package dev.tagma.testkit.history;

import dev.tagma.testkit.corpus.CorpusFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What was told of one session, in the order in which it was told.
 *
 * @param shows what the session did, in order: the play that was recorded knows and has checked it
 */
public record History(String name, List<String> shows, List<Told> told) {

    public History {
        shows = List.copyOf(shows);
        told = List.copyOf(told);
    }

    /** Every history of this agent and version. */
    public static List<History> of(String agent, String version) {
        return CorpusFolder.read("/corpus/" + agent + "/" + version + "/history", ".jsonl", History::read);
    }

    private static History read(Path file) {
        try {
            return HistoryText.read(String.valueOf(file.getFileName()).replace(".jsonl", ""), Files.readAllLines(file));
        } catch (IOException unreadable) {
            throw new IllegalStateException("The history " + file + " cannot be read", unreadable);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

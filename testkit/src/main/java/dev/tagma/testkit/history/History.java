package dev.tagma.testkit.history;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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
        String folder = "/corpus/" + agent + "/" + version + "/history";
        URL place = Objects.requireNonNull(History.class.getResource(folder), folder + " is missing");
        try {
            URI uri = place.toURI();
            if (!uri.getScheme().equals("jar")) {
                return listed(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return listed(jar.getPath(folder));
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException("The histories in " + place + " cannot be listed", unreadable);
        }
    }

    private static List<History> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(History::read).toList();
        }
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

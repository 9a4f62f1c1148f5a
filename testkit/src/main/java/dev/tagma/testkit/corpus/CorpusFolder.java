package dev.tagma.testkit.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder of what was recorded, in a directory of classes or in a packaged test kit. */
public final class CorpusFolder {

    private CorpusFolder() {}

    /** What is read of each file of that ending, in the order of their names. */
    public static <T> List<T> read(String place, String ending, Function<Path, T> reader) {
        return list(place, file -> file.toString().endsWith(ending), reader);
    }

    /** The names of the folders in that one, in order. */
    static List<String> folders(String place) {
        return list(
                place,
                Files::isDirectory,
                folder -> folder.getFileName().toString().replaceAll("/$", ""));
    }

    private static <T> List<T> list(String place, Predicate<Path> wanted, Function<Path, T> reader) {
        URL url = CorpusFolder.class.getResource(place);
        if (url == null) {
            throw new IllegalArgumentException("Nothing was recorded at " + place);
        }
        try {
            URI uri = url.toURI();
            if (!uri.getScheme().equals("jar")) {
                return list(Path.of(uri), wanted, reader);
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return list(jar.getPath(place), wanted, reader);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("What was recorded at " + url + " cannot be read", failed);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T> List<T> list(Path directory, Predicate<Path> wanted, Function<Path, T> reader)
            throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(wanted).sorted().map(reader).toList();
        }
    }
}

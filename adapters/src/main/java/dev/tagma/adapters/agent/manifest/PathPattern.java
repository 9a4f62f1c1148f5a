package dev.tagma.adapters.agent.manifest;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds files by a pattern of their paths, directory by directory. */
final class PathPattern {

    private PathPattern() {}

    /**
     * All files that fit.
     *
     * @param from where the pattern begins
     * @param hidden run for each directory that is there and cannot be listed
     */
    static List<Path> files(Path from, Path pattern, Runnable hidden) {
        List<Path> found = List.of(from);
        for (Path part : pattern) {
            found = found.stream()
                    .flatMap(each -> entries(each, part.toString(), hidden))
                    .toList();
        }
        return found.stream().filter(Files::isRegularFile).toList();
    }

    private static Stream<Path> entries(Path directory, String part, Runnable hidden) {
        if (part.indexOf('*') < 0) {
            return Stream.of(directory.resolve(part)).filter(Files::exists);
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> fits(file.getFileName(), part)).toList().stream();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return Stream.empty();
        } catch (IOException unreadable) {
            hidden.run();
            return Stream.empty();
        }
    }

    static boolean fits(Path name, String part) {
        return FileSystems.getDefault().getPathMatcher("glob:" + part).matches(name);
    }
}

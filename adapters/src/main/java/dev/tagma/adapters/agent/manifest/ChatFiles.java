package dev.tagma.adapters.agent.manifest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Finds the files of one conversation by a pattern of their paths, directory by directory, and by the conversation's id in
 * them. A program that resumes a conversation may begin another file of the same id, and go on in either.
 */
final class ChatFiles {

    /** The id stands at the beginning of a file. */
    private static final int HEAD = 4096;

    private final Path pattern;
    private final String id;
    private final Set<Path> recognised = ConcurrentHashMap.newKeySet();
    private volatile Optional<Path> directory = Optional.empty();

    ChatFiles(Path pattern, String id) {
        this.pattern = pattern;
        this.id = id;
    }

    /** The files that are there, the one that was written last at the end. */
    List<Path> find() {
        if (directory.isEmpty()) {
            List<Path> found = below(List.of(Path.of("/")), pattern);
            directory = found.stream().map(Path::getParent).findFirst();
            return sorted(found);
        }
        Path last = pattern.getFileName();
        return sorted(below(List.of(directory.get()), last));
    }

    /** Whether a file of this name may be one of them. */
    boolean concerns(Path name) {
        return fits(name.getFileName(), pattern.getFileName().toString());
    }

    private static boolean fits(Path name, String part) {
        return FileSystems.getDefault().getPathMatcher("glob:" + part).matches(name);
    }

    private List<Path> below(List<Path> directories, Path parts) {
        List<Path> found = directories;
        for (Path part : parts) {
            found = found.stream()
                    .flatMap(each -> entries(each, part.toString()))
                    .toList();
        }
        return found.stream()
                .filter(Files::isRegularFile)
                .filter(this::isOfConversation)
                .toList();
    }

    private static Stream<Path> entries(Path directory, String part) {
        if (part.indexOf('*') < 0) {
            return Stream.of(directory.resolve(part)).filter(Files::exists);
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> fits(file.getFileName(), part)).toList().stream();
        } catch (IOException none) {
            return Stream.empty();
        }
    }

    private boolean isOfConversation(Path file) {
        if (file.getFileName().toString().contains(id) || recognised.contains(file)) {
            return true;
        }
        try (var in = Files.newInputStream(file)) {
            boolean ours = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8).contains(id);
            return ours && recognised.add(file);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static List<Path> sorted(List<Path> files) {
        return files.stream()
                .sorted(Comparator.comparingLong(ChatFiles::written).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static long written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }
}

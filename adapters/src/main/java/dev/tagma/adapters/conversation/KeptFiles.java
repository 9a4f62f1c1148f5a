package dev.tagma.adapters.conversation;

import dev.tagma.adapters.files.LineTail;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.ConversationStore.Kept;
import dev.tagma.spi.agent.ConversationStore.Listing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds files of conversations below a directory, a conversation a file, and looks into their beginnings. */
public final class KeptFiles {

    /** What a file is about stands in its first lines, or nowhere. */
    private static final int HEAD = 50;

    private final Path root;
    private final int depth;
    private final Pattern name;

    /**
     * @param depth how many directories lie above a file, with the root
     * @param name what a file's name must be; its first group is the conversation's id
     */
    public KeptFiles(Path root, int depth, Pattern name) {
        this.root = root;
        this.depth = depth;
        this.name = name;
    }

    /** All of them; none where there is no such directory. What cannot be looked at is passed over, and said to be missing. */
    public Listing all() {
        List<Kept> found = new ArrayList<>();
        AtomicBoolean whole = new AtomicBoolean(true);
        try {
            Files.walkFileTree(
                    root, EnumSet.noneOf(java.nio.file.FileVisitOption.class), depth, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
                            Matcher matcher = name.matcher(file.getFileName().toString());
                            if (about.isRegularFile() && matcher.matches()) {
                                found.add(new Kept(new AgentSessionId(matcher.group(1)), file, stamp(about)));
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException failed) {
                            // One that was deleted meanwhile is not there; of another one nobody knows.
                            if (!(failed instanceof NoSuchFileException)) {
                                whole.set(false);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed) {
                            if (failed != null) {
                                whole.set(false);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException failed) {
            throw new UncheckedIOException(root + " cannot be listed: " + failed, failed);
        }
        return new Listing(found, whole.get());
    }

    private static String stamp(BasicFileAttributes about) {
        return about.size() + "-" + about.lastModifiedTime().toMillis();
    }

    /** The first thing that is read out of a line among the first ones. */
    public static <T> Optional<T> inHead(Path file, Function<String, Optional<T>> reading) {
        AtomicReference<Optional<T>> found = new AtomicReference<>(Optional.empty());
        int[] left = {HEAD};
        try {
            boolean _ = new LineTail(file, 0).read(line -> {
                found.set(reading.apply(line.text()));
                return found.get().isEmpty() && --left[0] > 0;
            });
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return found.get();
    }
}

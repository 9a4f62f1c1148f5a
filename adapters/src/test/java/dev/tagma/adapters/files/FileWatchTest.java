package dev.tagma.adapters.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory is watched before it exists, level by level as it comes, and again after it was deleted. */
final class FileWatchTest {

    @TempDir
    private Path root;

    private final LinkedBlockingQueue<Boolean> seen = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> sights = new LinkedBlockingQueue<>();
    private final Sight sight = new Sight() {

        @Override
        public void lost(String reason) {
            sights.add(reason);
        }

        @Override
        public void restored() {
            sights.add("restored");
        }
    };

    @Test
    void aDirectoryMadeLevelByLevelIsSeenAtTheEnd() throws Exception {
        Path directory = root.resolve("a/b/c");
        try (FileWatch watch = new FileWatch();
                FileWatch.Watch _ = watch.watch(directory, () -> look(directory.resolve("file")), sight)) {
            Files.createDirectory(root.resolve("a"));
            await(false);
            Files.createDirectory(root.resolve("a/b"));
            Files.createDirectory(directory);
            Files.writeString(directory.resolve("file"), "here");

            await(true);
        }
    }

    @Test
    void aDeletedDirectoryIsWaitedForAgain() throws Exception {
        Path directory = Files.createDirectories(root.resolve("x/y"));
        try (FileWatch watch = new FileWatch();
                FileWatch.Watch _ = watch.watch(directory, () -> look(directory.resolve("file")), sight)) {
            await(false);
            Files.delete(directory);
            Files.createDirectory(directory);
            Files.writeString(directory.resolve("file"), "again");

            await(true);
        }
    }

    @Test
    void aChangeInsideAFileWakesOnlyWhomItConcerns() throws Exception {
        Path mine = Files.writeString(root.resolve("mine"), "");
        Path another = Files.writeString(root.resolve("another"), "");
        LinkedBlockingQueue<Long> mineWas = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Long> anotherWas = new LinkedBlockingQueue<>();
        try (FileWatch watch = new FileWatch();
                FileWatch.Watch _ = watch.watch(
                        root,
                        Path.of("mine")::equals,
                        () -> mineWas.add(mine.toFile().length()),
                        sight);
                FileWatch.Watch _ = watch.watch(
                        root,
                        Path.of("another")::equals,
                        () -> anotherWas.add(another.toFile().length()),
                        sight)) {
            // Each looks once when its watch begins.
            Assertions.assertThat(next(mineWas)).isZero();
            Assertions.assertThat(next(anotherWas)).isZero();

            Files.writeString(another, "changed", StandardOpenOption.APPEND);
            Assertions.assertThat(next(anotherWas)).isEqualTo(7);
            Files.writeString(mine, "changed", StandardOpenOption.APPEND);

            Assertions.assertThat(next(mineWas)).isEqualTo(7);
        }
    }

    @Test
    void aFileThatComesWakesEverybody() throws Exception {
        LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
        try (FileWatch watch = new FileWatch();
                FileWatch.Watch _ = watch.watch(root, file -> false, () -> told.add("told"), sight)) {
            next(told);
            Files.createFile(root.resolve("new"));

            Assertions.assertThat(next(told)).isEqualTo("told");
        }
    }

    @Test
    void aWatchThatIsRefusedIsToldAndTriedAgain() throws Exception {
        LinkedBlockingQueue<Long> was = new LinkedBlockingQueue<>();
        Path file = root.resolve("file");
        AtomicInteger refusals = new AtomicInteger(2);
        FileWatch.Kernel usedUp = (directory, service) -> {
            if (refusals.getAndDecrement() > 0) {
                throw new IOException("User limit of inotify watches reached");
            }
            return directory.register(service, StandardWatchEventKinds.ENTRY_CREATE);
        };
        try (FileWatch watch = new FileWatch(usedUp);
                FileWatch.Watch _ =
                        watch.watch(root, () -> was.add(file.toFile().length()), sight)) {
            Assertions.assertThat(next(was)).isZero();
            Assertions.assertThat(next(sights))
                    .isEqualTo(root + " cannot be watched: User limit of inotify watches reached");
            Files.writeString(file, "came meanwhile");

            Assertions.assertThat(next(sights)).isEqualTo("restored");
            Assertions.assertThat(next(was)).isEqualTo(14);
            Files.delete(file);
            Files.createDirectory(root.resolve("later"));
            Assertions.assertThat(next(was)).isZero();
        }
    }

    private static <T> T next(LinkedBlockingQueue<T> told) throws InterruptedException {
        T next = told.poll(20, TimeUnit.SECONDS);
        Assertions.assertThat(next).as("what was told").isNotNull();
        return next;
    }

    private void look(Path file) {
        seen.add(Files.exists(file));
    }

    private void await(boolean there) throws InterruptedException, IOException {
        for (Boolean last = seen.poll(20, TimeUnit.SECONDS); last != null; last = seen.poll(20, TimeUnit.SECONDS)) {
            if (last == there) {
                return;
            }
        }
        Assertions.fail("The watch never saw the file " + (there ? "there" : "missing"));
    }
}

package dev.tagma.cli.daemon;

import dev.tagma.cli.http.Deadline;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Held by the one process that starts a daemon; the others wait for it here and find a daemon that is ready. The kernel
 * gives it back when its holder dies.
 */
final class StartLock implements AutoCloseable {

    private final FileChannel channel;

    private StartLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock; none when it could not be had in time. */
    static Optional<StartLock> take(Path file, Deadline deadline) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        CountDownLatch over = new CountDownLatch(1);
        boolean taken = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                Thread.ofVirtual().start(() -> closeAt(deadline, over, channel));
                channel.lock();
            }
            taken = true;
            return Optional.of(new StartLock(channel));
        } catch (OverlappingFileLockException | java.nio.channels.AsynchronousCloseException notInTime) {
            return Optional.empty();
        } finally {
            over.countDown();
            if (!taken) {
                channel.close();
            }
        }
    }

    /** The way to end a blocking lock in time is to close its channel. */
    private static void closeAt(Deadline deadline, CountDownLatch over, FileChannel channel) {
        try {
            if (!over.await(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
                channel.close();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (IOException alreadyClosed) {
            // Then nobody waits.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

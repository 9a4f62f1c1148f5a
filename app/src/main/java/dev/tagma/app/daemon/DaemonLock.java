package dev.tagma.app.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held as long as a daemon lives: there is one per state directory. The kernel lets go of it with the process. */
final class DaemonLock implements AutoCloseable {

    private final FileChannel channel;

    private DaemonLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock; none when another daemon holds it. */
    static Optional<DaemonLock> take(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            channel.truncate(0);
            ByteBuffer pid =
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n");
            channel.write(pid, 0);
            return Optional.of(new DaemonLock(channel));
        } catch (OverlappingFileLockException heldHere) {
            channel.close();
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

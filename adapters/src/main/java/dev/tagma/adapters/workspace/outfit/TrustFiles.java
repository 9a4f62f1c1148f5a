package dev.tagma.adapters.workspace.outfit;

import dev.tagma.core.workspace.Scripts;
import dev.tagma.core.workspace.ScriptsId;
import dev.tagma.spi.workspace.TrustedScripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Trusted scripts, one file each, named by the hash of what is in it: a file that was touched is not the one it is named
 * after, and so is trusted no more.
 */
public final class TrustFiles implements TrustedScripts {

    private final Path directory;

    /** @param directory where they are kept; made when something is trusted */
    public TrustFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public Optional<Scripts> find(ScriptsId id) {
        Path file = directory.resolve(id.value());
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            String written = Files.readString(file);
            return Scripts.hash(written).equals(id) ? Scripts.read(written) : Optional.empty();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    @Override
    public void trust(Scripts scripts) {
        byte[] written = scripts.written().getBytes(StandardCharsets.UTF_8);
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path aside = Files.createTempFile(directory, ".new-", "");
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                for (ByteBuffer left = ByteBuffer.wrap(written); left.hasRemaining(); ) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(aside, directory.resolve(scripts.id().value()), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
                entries.force(true);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot keep trusted scripts in " + directory, failed);
        }
    }
}

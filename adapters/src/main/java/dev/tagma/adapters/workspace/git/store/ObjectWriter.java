package dev.tagma.adapters.workspace.git.store;

import dev.tagma.adapters.workspace.git.command.GitOutput;
import dev.tagma.adapters.workspace.git.command.GitProcess;
import dev.tagma.adapters.workspace.git.tree.FileKind;
import dev.tagma.adapters.workspace.git.tree.FileStat;
import dev.tagma.adapters.workspace.git.tree.Quoted;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes bytes and one commit into a store through a single {@code git fast-import}: no filter, no attribute, no hook and
 * no index comes between the disk and the object. Nothing is kept unless {@link #finish} returns.
 */
public final class ObjectWriter implements AutoCloseable {

    private static final Set<OpenOption> NOT_THROUGH_LINKS = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /** A file that changed under so many readings is being written all the time; the save is refused. */
    private static final int READINGS = 4;

    private final GitProcess git;
    private final Set<String> written = new HashSet<>();
    private final byte[] buffer = new byte[1 << 16];

    ObjectWriter(GitProcess git) {
        this.git = git;
    }

    /** Stores bytes. */
    public Blob bytes(byte[] content) {
        Blob blob = Digests.of(content);
        if (written.add(blob.oid())) {
            say("blob\ndata " + content.length + "\n");
            send(content, content.length);
            say("\n");
        }
        return blob;
    }

    /**
     * Stores a file as it stands, read once for the object and both its hashes. A file that changes under the reading is
     * read again.
     *
     * @throws IOException if it cannot be read; {@link java.nio.file.NoSuchFileException} if it is gone
     */
    public StoredFile file(Path file) throws IOException {
        for (int reading = 0; reading < READINGS; reading++) {
            FileStat before = FileStat.of(file);
            if (before.type() != FileKind.FILE) {
                throw new IOException("it is no longer a file");
            }
            Blob blob;
            try (SeekableByteChannel channel = Files.newByteChannel(file, NOT_THROUGH_LINKS)) {
                blob = transfer(channel, before.size());
            }
            if (blob != null && before.untouched(FileStat.of(file))) {
                return new StoredFile(blob, before);
            }
        }
        throw new WorkspaceException(
                Kind.FAILED, file + " changes while it is being saved: stop what writes to it, then try again");
    }

    /** A file as it was stored, with how it looked before and after the reading. */
    public record StoredFile(Blob blob, FileStat stat) {}

    /** The promise of the size must be kept towards git even when the file broke its own; null tells that it did. */
    private @org.jspecify.annotations.Nullable Blob transfer(SeekableByteChannel channel, long size)
            throws IOException {
        say("blob\ndata " + size + "\n");
        var digests = new Digests(size);
        long left = size;
        boolean whole = true;
        while (left > 0) {
            int wanted = (int) Math.min(buffer.length, left);
            int read = whole ? channel.read(ByteBuffer.wrap(buffer, 0, wanted)) : -1;
            if (read < 0) {
                whole = false;
                java.util.Arrays.fill(buffer, 0, wanted, (byte) 0);
                read = wanted;
            }
            digests.update(buffer, 0, read);
            send(buffer, read);
            left -= read;
        }
        say("\n");
        boolean ended = whole && channel.read(ByteBuffer.wrap(buffer, 0, 1)) < 0;
        return ended ? digests.blob() : null;
    }

    /** One name in the tree of a commit. */
    public record Change(String mode, String oid, String latin1Path) {

        private static final String GONE = "";

        public static Change gone(String latin1Path) {
            return new Change(GONE, GONE, latin1Path);
        }
    }

    /** Makes the ref name a commit without parents whose tree is these names; a later change wins over an earlier one. */
    public void commit(String ref, Instant at, String message, List<Change> changes) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        say("reset " + ref + "\n\ncommit " + ref + "\ncommitter Tagma <tagma@localhost> " + at.getEpochSecond()
                + " +0000\ndata " + text.length + "\n");
        send(text, text.length);
        say("\n");
        for (Change change : changes) {
            String path = Quoted.quote(change.latin1Path());
            say(
                    change.mode().isEmpty()
                            ? "D " + path + "\n"
                            : "M " + change.mode() + " " + change.oid() + " " + path + "\n");
        }
        say("\n");
    }

    /** Ends the writing; when this returns, the objects are in the store and on disk, and the ref names them. */
    public void finish() {
        say("done\n");
        GitOutput output = git.finish();
        if (!output.ok()) {
            throw new WorkspaceException(Kind.FAILED, "Saving failed, nothing was changed: " + output.reason());
        }
    }

    @Override
    public void close() {
        git.close();
    }

    private void say(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.ISO_8859_1);
        send(bytes, bytes.length);
    }

    private void send(byte[] bytes, int length) {
        try {
            git.input().write(bytes, 0, length);
        } catch (IOException e) {
            throw git.failed(e);
        }
    }
}

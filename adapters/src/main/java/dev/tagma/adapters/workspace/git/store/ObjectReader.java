package dev.tagma.adapters.workspace.git.store;

import dev.tagma.adapters.workspace.git.command.GitProcess;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads objects out of a store in the order in which they were asked for. */
public final class ObjectReader implements AutoCloseable {

    private final GitProcess git;
    private final byte[] buffer = new byte[1 << 16];

    /** @param names object ids, or anything else that git takes for an object */
    ObjectReader(GitProcess git, List<String> names) {
        this.git = git;
        git.feed(String.join("\n", names).concat("\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next object's bytes go to the sink. */
    public void next(OutputStream sink) throws IOException {
        String header;
        try {
            header = line();
        } catch (IOException e) {
            throw git.failed(e);
        }
        String[] parts = header.split(" ", -1);
        if (parts.length != 3 || parts[1].equals("missing")) {
            throw new WorkspaceException(Kind.FAILED, "The rescue store lacks an object: " + header);
        }
        long left = Long.parseLong(parts[2]);
        while (left > 0) {
            int read = git.output().read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw git.failed(new EOFException("the object ends early"));
            }
            sink.write(buffer, 0, read);
            left -= read;
        }
        if (git.output().read() != '\n') {
            throw git.failed(new IOException("no end of object"));
        }
    }

    /** The next object's bytes. */
    public byte[] next() {
        var bytes = new ByteArrayOutputStream();
        try {
            next(bytes);
        } catch (IOException e) {
            throw git.failed(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        git.close();
    }

    private String line() throws IOException {
        InputStream in = git.output();
        var text = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("git ended early");
            }
            text.append((char) c);
        }
        return text.toString();
    }
}

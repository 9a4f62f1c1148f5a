package dev.tagma.app.daemon;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets that are made at first need and kept in files only their owner can read. */
final class Secrets {

    private static final int BYTES = 32;

    private Secrets() {}

    /** The secret in this file, made if there is none. */
    static String keep(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            make(file, random);
        }
        String secret = Files.readString(file).strip();
        if (secret.length() < BYTES) {
            throw new IOException(file + " holds no usable secret; remove it to have a new one made");
        }
        return secret;
    }

    private static void make(Path file, SecureRandom random) throws IOException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException raced) {
            throw new IOException(fresh + " is being written by somebody else; try again", raced);
        }
        Files.writeString(fresh, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}

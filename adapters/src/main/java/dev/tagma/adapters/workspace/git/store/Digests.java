package dev.tagma.adapters.workspace.git.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes bytes once for both purposes: git's object id of a blob, and SHA-256. */
public final class Digests {

    private final MessageDigest git = digest("SHA-1");
    private final MessageDigest strong = digest("SHA-256");
    private final long size;

    /** @param size how many bytes will come; git hashes it first */
    public Digests(long size) {
        this.size = size;
        git.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
    }

    public static Blob of(byte[] bytes) {
        var digests = new Digests(bytes.length);
        digests.update(bytes, 0, bytes.length);
        return digests.blob();
    }

    public void update(byte[] bytes, int from, int length) {
        git.update(bytes, from, length);
        strong.update(bytes, from, length);
    }

    public Blob blob() {
        return new Blob(hex(git.digest()), hex(strong.digest()), size);
    }

    /** The SHA-256 of text, shortened to as many digits. */
    public static String shortHash(String text, int digits) {
        return hex(digest("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                .substring(0, digits);
    }

    public static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + name, e);
        }
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

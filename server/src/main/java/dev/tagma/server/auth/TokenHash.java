package dev.tagma.server.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a bearer token: enough to recognise the token, of no use to whoever reads it. */
public final class TokenHash {

    private final byte[] digest;

    private TokenHash(byte[] digest) {
        this.digest = digest;
    }

    public static TokenHash of(String token) {
        return new TokenHash(sha256(token));
    }

    /** Compares in a time that tells nothing of how much was right. */
    boolean matches(String shown) {
        return MessageDigest.isEqual(digest, sha256(shown));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "TokenHash";
    }
}

package dev.tagma.server.stream;

import dev.tagma.core.session.TenantId;
import dev.tagma.server.http.Refusal;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.problem.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns the position of an event into an opaque cursor and back. A cursor is signed with a key of this installation and
 * bound to its tenant, so that a guessed, a foreign or a damaged one is refused instead of resuming at a wrong place.
 */
public final class CursorKey {

    private static final int SEAL = 8;

    private final SecretKeySpec key;

    /** @param secret at least 16 random bytes, the same for the life of the state directory */
    public CursorKey(byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException(
                    "The key of the cursors has " + secret.length + " bytes; it needs at least 16");
        }
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    String cursor(TenantId tenant, long sequence) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + SEAL);
        bytes.putLong(sequence).put(seal(tenant, sequence));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The position a cursor stands for; refuses one that was not made here for this tenant. */
    long sequence(TenantId tenant, String cursor) {
        return decoded(tenant, cursor)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.INVALID,
                        "The cursor " + Quoted.of(cursor)
                                + " is not one of this event log; use an event's id, or start to begin with the oldest event"
                                + " that is kept"));
    }

    private Optional<Long> decoded(TenantId tenant, String cursor) {
        byte[] raw;
        try {
            raw = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (raw.length != Long.BYTES + SEAL) {
            return Optional.empty();
        }
        long sequence = ByteBuffer.wrap(raw).getLong();
        byte[] shown = Arrays.copyOfRange(raw, Long.BYTES, raw.length);
        return MessageDigest.isEqual(seal(tenant, sequence), shown) ? Optional.of(sequence) : Optional.empty();
    }

    private byte[] seal(TenantId tenant, long sequence) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
            return Arrays.copyOf(mac.doFinal(tenant.value().getBytes(StandardCharsets.UTF_8)), SEAL);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}

package dev.tagma.testkit.model;

import java.util.UUID;

/** Names for things that vendors name. */
final class Ids {

    private Ids() {}

    /** Something like {@code toolu_fake_1f0c...}. */
    static String next(String prefix) {
        return prefix + "_fake_" + UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    }
}

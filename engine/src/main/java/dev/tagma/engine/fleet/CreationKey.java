package dev.tagma.engine.fleet;

import dev.tagma.core.session.Session;
import java.util.Set;
import java.util.stream.Collectors;

/** The key a session was created under; it is kept among the tags and is nobody's business. */
final class CreationKey {

    private static final String PREFIX = "key:";

    private CreationKey() {}

    static String tag(String key) {
        return PREFIX + key;
    }

    static Set<String> of(Session session) {
        return session.tags().stream().filter(tag -> tag.startsWith(PREFIX)).collect(Collectors.toUnmodifiableSet());
    }

    /** The session as others see it. */
    static Session hidden(Session session) {
        return session.described(
                session.handle(),
                session.title(),
                session.group(),
                session.tags().stream().filter(tag -> !tag.startsWith(PREFIX)).collect(Collectors.toUnmodifiableSet()));
    }
}

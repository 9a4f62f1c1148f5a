package dev.tagma.core.status;

/** Something a person should look at, beside the activity. */
public enum Attention {
    /** It works, and nothing has been heard of it for longer than its agent's limit. */
    STALLED,
    /** The composer holds a person's draft; messages wait for it. */
    HELD_DRAFT,
    /** A request's own channel is gone; it can be answered by keys only. */
    KEYS_ONLY
}

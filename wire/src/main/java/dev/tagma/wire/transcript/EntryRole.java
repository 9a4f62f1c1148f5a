package dev.tagma.wire.transcript;

/** Whose an entry of a conversation is. */
public enum EntryRole {
    /** A person's or another agent's prompt. */
    USER,
    /** What the agent said. */
    ASSISTANT,
    /** A tool that was used, or what it answered. */
    TOOL,
    /** What the agent's program wrote by itself. */
    SYSTEM
}

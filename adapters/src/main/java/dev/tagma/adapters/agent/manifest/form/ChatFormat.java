package dev.tagma.adapters.agent.manifest.form;

/** The forms of a conversation's record that can be read. */
public enum ChatFormat {
    GEMINI,
    QWEN,
    /** Described by the manifest itself. */
    LINES
}

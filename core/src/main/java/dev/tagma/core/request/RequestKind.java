package dev.tagma.core.request;

/** What an agent asks. */
public enum RequestKind {
    PERMISSION,
    QUESTION,
    PLAN,
    TRUST,
    LOGIN
}

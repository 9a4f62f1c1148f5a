package dev.tagma.core.session;

/** What an agent may do without asking. */
public enum PermissionMode {
    /** Asks before everything that changes something. The default. */
    ASK,
    /** Edits files in the workspace without asking, asks for the rest. */
    EDITS,
    /** Plans only; the plan is approved before work begins. */
    PLAN,
    /** Asks for nothing. Refused unless the configuration allows it. */
    YOLO,
    /** Reads only; whatever would change something is refused. */
    READ_ONLY
}

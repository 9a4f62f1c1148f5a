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
    READ_ONLY;

    /** Whether an agent may do something in this mode without asking that it may not in the other. */
    public boolean allowsMoreThan(PermissionMode other) {
        return rank() > other.rank();
    }

    private int rank() {
        return switch (this) {
            case READ_ONLY -> 0;
            case PLAN -> 1;
            case ASK -> 2;
            case EDITS -> 3;
            case YOLO -> 4;
        };
    }
}

package dev.tagma.core.status;

/** What a live session is doing. */
public enum Activity {
    /** A turn runs. */
    WORKING,
    /** It asks whether it may do something. */
    WAITING_PERMISSION,
    /** It asked a question. */
    WAITING_QUESTION,
    /** It wants a plan approved. */
    WAITING_PLAN,
    /** Its program asks whether to trust the folder, or to log in. */
    WAITING_TRUST_OR_LOGIN,
    /** The turn is over and nothing else runs: it can be told something. */
    IDLE,
    /** The turn is over; subagents or shells run on. */
    BACKGROUND_WORK,
    /** The model could not be reached; it tries again by itself. */
    RETRYING,
    /** The account's limit is used up, until a time that is known or not. */
    USAGE_LIMITED,
    /** It condenses the conversation. */
    COMPACTING,
    /** The last turn failed. */
    ERROR,
    /** The sources are silent or disagree; the reason says which. */
    UNKNOWN;

    /** Whether somebody must answer before it goes on. */
    public boolean waiting() {
        return switch (this) {
            case WAITING_PERMISSION, WAITING_QUESTION, WAITING_PLAN, WAITING_TRUST_OR_LOGIN -> true;
            case WORKING, IDLE, BACKGROUND_WORK, RETRYING, USAGE_LIMITED, COMPACTING, ERROR, UNKNOWN -> false;
        };
    }

    /** Whether the turn is over and the agent can take a prompt. */
    public boolean quiet() {
        return switch (this) {
            case IDLE, BACKGROUND_WORK, USAGE_LIMITED, ERROR -> true;
            case WORKING,
                    WAITING_PERMISSION,
                    WAITING_QUESTION,
                    WAITING_PLAN,
                    WAITING_TRUST_OR_LOGIN,
                    RETRYING,
                    COMPACTING,
                    UNKNOWN -> false;
        };
    }
}

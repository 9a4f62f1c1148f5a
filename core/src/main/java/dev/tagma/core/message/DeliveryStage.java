package dev.tagma.core.message;

/** Where the one delivery machine stands with a message; stored before the effect it announces. */
public enum DeliveryStage {
    /** Nothing has been done. */
    NONE,
    /** The mark is stored; the text is about to be placed, or was. */
    RECORDED,
    /** The text is known to stand in the composer; the submit key has never been pressed. */
    PLACED,
    /** The submit key is about to be pressed, or was. */
    SUBMITTED,
    /** It was seen in the conversation. */
    SEEN
}

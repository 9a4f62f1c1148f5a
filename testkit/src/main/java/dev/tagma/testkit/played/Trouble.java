package dev.tagma.testkit.played;

/** Something that goes wrong between an agent and its driver. */
public enum Trouble {

    /** The agent says or writes something that is not of its protocol, and something that nobody knows. */
    MALFORMED,

    /** From now on everything is told twice. */
    REPEATED,

    /** Something of a turn that is over is told once more. Made while nothing runs. */
    LATE,

    /** Far more errors, or lines on the screen, than anybody reads. */
    FLOOD,

    /** The next start of the agent takes until it {@linkplain Played#relent relents}. */
    SLOW_START,

    /** From the next start on the agent takes what is said to it and never answers, until it relents. */
    DEAF,

    /** The next submit fails, and the agent never has the message. */
    LOST_SUBMIT,

    /** The next submit fails, and the agent has the message all the same. */
    TAKEN_SUBMIT,

    /** Something that the agent tells by itself stops half-way; it goes on when the agent relents. */
    HALF_WRITTEN
}

package dev.tagma.testkit.agent;

/** What the agent says it is doing. */
sealed interface Status {

    record Idle() implements Status {}

    record Busy() implements Status {}

    /** A shell command runs in the background, and nothing else. */
    record Shell() implements Status {}

    record Waiting(String what) implements Status {}

    default String word() {
        return switch (this) {
            case Idle _ -> "idle";
            case Busy _ -> "busy";
            case Shell _ -> "shell";
            case Waiting _ -> "waiting";
        };
    }
}

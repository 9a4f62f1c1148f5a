package dev.tagma.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the three sessions of the demo do: one works, one asks for permission, one asks a question. Each talks for a moment
 * first: work that is over in an instant may never be seen, neither by a person nor by a status.
 */
final class Stories {

    private static final String SUBJECT = "Add a greeting";
    private static final String GREETING = "Hello from a worktree of its own.";
    private static final String NOTE = "notes/allowed.txt";

    private Stories() {}

    static List<Story> all() {
        return List.of(worker(), asker(), chooser());
    }

    /** Asks for nothing: its mode allows everything, which the demo's own configuration permits. */
    private static Story worker() {
        return new Story(
                "worker",
                "does a piece of work and commits it",
                "yolo",
                """
                SAY I write a file in my own worktree and commit it.
                SLOW 2
                WRITE greeting.txt %s
                BASH git add greeting.txt && git commit --quiet -m '%s' && git log --oneline -1
                SAY It is committed on my branch.
                """.formatted(GREETING, SUBJECT),
                Optional.empty(),
                Optional.empty(),
                checks(
                        new Course("worker", List.of("starting", "live", "working", "idle")),
                        new Check(
                                "its last commit, on its own branch, is '%s'".formatted(SUBJECT),
                                evidence -> equal(evidence.subject("worker"), SUBJECT)),
                        new Check(
                                "that commit holds the file it wrote",
                                evidence -> equal(evidence.committed("worker", "greeting.txt"), GREETING)),
                        new Check("its worktree is clean", evidence -> clean(evidence, "worker")),
                        new Check("the checkout it began from is as it was", Evidence::checkoutChanged)));
    }

    private static Story asker() {
        return new Story(
                "asker",
                "asks for permission to run a command",
                "ask",
                """
                SAY I would like to run a command; please let me.
                SLOW 2
                BASH mkdir -p notes && echo 'somebody allowed this' > %s
                """.formatted(NOTE),
                Optional.empty(),
                Optional.of(NOTE),
                checks(
                        new Course("asker", List.of("starting", "live", "working", "waiting_permission", "idle")),
                        new Check(
                                "it did nothing before it was allowed",
                                evidence -> evidence.journal().wasAhead("asker")
                                        ? Optional.of(NOTE + " was there while it still asked")
                                        : Optional.empty()),
                        new Check("it then did what was decided", Stories::asDecided)));
    }

    private static Story chooser() {
        return new Story(
                "chooser",
                "asks a question",
                "ask",
                """
                SAY I cannot decide this by myself.
                SLOW 2
                ASK Which colour shall the door have?|Red|Blue|Green
                """,
                Optional.of("Blue"),
                Optional.empty(),
                checks(
                        new Course("chooser", List.of("starting", "live", "working", "waiting_question", "idle")),
                        new Check("the answer reached it", Stories::toldTheAnswer)));
    }

    private static List<Check> checks(Course course, Check... own) {
        var checks = new ArrayList<>(course.checks());
        checks.addAll(List.of(own));
        return checks;
    }

    private static Optional<String> equal(String found, String wanted) {
        return found.equals(wanted) ? Optional.empty() : Optional.of("it is '%s', not '%s'".formatted(found, wanted));
    }

    private static Optional<String> clean(Evidence evidence, String handle) {
        List<String> dirty = evidence.dirty(handle);
        return dirty.isEmpty() ? Optional.empty() : Optional.of("not committed: " + String.join(", ", dirty));
    }

    private static Optional<String> asDecided(Evidence evidence) {
        Optional<Decision> decision = evidence.journal().decision("asker");
        if (decision.isEmpty()) {
            return Optional.of("its request was never decided");
        }
        boolean made = evidence.file("asker", NOTE).isPresent();
        return switch (decision.get().permission()) {
            case ALLOWED ->
                made ? Optional.empty() : Optional.of("it was allowed, and %s is not there".formatted(NOTE));
            case REFUSED -> made ? Optional.of("it was refused, and %s is there".formatted(NOTE)) : Optional.empty();
            case UNSEEN -> Optional.empty();
        };
    }

    private static Optional<String> toldTheAnswer(Evidence evidence) {
        Optional<Decision> decision = evidence.journal().decision("chooser");
        if (decision.isEmpty()) {
            return Optional.of("its question was never answered");
        }
        String said = evidence.lastMessage("chooser");
        return decision.get().chosen().stream()
                .filter(one -> !said.contains("\"" + one + "\""))
                .findFirst()
                .map(missing -> "the answer is '%s', its last message is '%s'".formatted(missing, said));
    }
}

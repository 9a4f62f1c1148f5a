package dev.tagma.cli.command;

import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Ago;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a session stands, read from its JSON, in the words that people are told.
 *
 * @param activity empty unless it is live, or waits for trust or login while starting
 */
record Standing(String id, String handle, String lifecycle, String activity, String reason, Instant since, Fields all) {

    static Standing of(Fields session) {
        return new Standing(
                session.text("id"),
                session.text("handle"),
                session.text("lifecycle"),
                session.optionalText("activity").orElse(""),
                session.text("reason"),
                session.time("since"),
                session);
    }

    /** This session, gone. */
    Standing removed() {
        return new Standing(id, handle, lifecycle, activity, reason, since, all.with("removed", Json.of(true)));
    }

    /** Whether its life has come to where its agent does not run and will not by itself. */
    boolean notRunning() {
        return switch (lifecycle) {
            case "stopped", "failed", "lost" -> true;
            default -> false;
        };
    }

    boolean live() {
        return lifecycle.equals("live");
    }

    /** Whether somebody must answer before it goes on. */
    boolean waitsForSomebody() {
        return activity.startsWith("waiting_");
    }

    /** Whether this is nothing that was hoped for. */
    boolean bad() {
        return lifecycle.equals("failed") || lifecycle.equals("lost") || activity.equals("error");
    }

    /** Whether there is a place where it works; there is none before it was made. */
    boolean hasWorkspace() {
        return !all.object("workspace").text("path").isEmpty();
    }

    /** Where it works, and on which branch. */
    String place() {
        Fields workspace = all.object("workspace");
        return workspace.text("path")
                + workspace
                        .optionalText("branch")
                        .map(name -> " on branch " + name)
                        .orElse("");
    }

    Span word() {
        return word(lifecycle, activity);
    }

    static Span word(String lifecycle, String activity) {
        if (activity.isEmpty()) {
            return Span.of(
                    lifecycle,
                    switch (lifecycle) {
                        case "failed", "lost" -> Style.BAD;
                        case "stopped" -> Style.QUIET;
                        default -> Style.BUSY;
                    });
        }
        return activity(activity);
    }

    static Span activity(String activity) {
        return switch (activity) {
            case "waiting_permission" -> Span.of("waits for permission", Style.ASKING);
            case "waiting_question" -> Span.of("waits for an answer", Style.ASKING);
            case "waiting_plan" -> Span.of("waits for its plan's approval", Style.ASKING);
            case "waiting_trust_or_login" -> Span.of("waits for trust or login", Style.ASKING);
            case "idle" -> Span.of("idle", Style.GOOD);
            case "error" -> Span.of("error", Style.BAD);
            case "unknown" -> Span.of("unknown", Style.ASKING);
            case "usage_limited" -> Span.of("usage limit reached", Style.ASKING);
            default -> Span.of(activity.replace('_', ' '), Style.BUSY);
        };
    }

    /** What a person should look at beside it, in words. */
    List<String> attention(Instant now) {
        return all.texts("attention").stream().map(one -> attention(one, now)).toList();
    }

    private String attention(String name, Instant now) {
        return switch (name) {
            case "stalled" ->
                "stalled: nothing heard for "
                        + all.optionalTime("quietSince")
                                .map(quiet -> Ago.duration(java.time.Duration.between(quiet, now)))
                                .orElse("long");
            case "held_draft" -> "a draft is in the composer; messages wait for it";
            case "keys_only" -> "a request can be answered by keys only";
            default -> name.replace('_', ' ');
        };
    }

    /**
     * How many messages wait while nothing else is awaited; none while somebody must answer first, because then they go on
     * by themselves.
     */
    int undelivered() {
        return waitsForSomebody() ? 0 : Math.toIntExact(all.whole("queued"));
    }

    /** The command that answers what it waits for; none when nothing can be answered from here. */
    Optional<String> nextStep() {
        return switch (activity) {
            case "waiting_permission", "waiting_plan", "waiting_trust_or_login" ->
                Optional.of("tagma approve " + handle);
            case "waiting_question" -> Optional.of("tagma answer " + handle + " CHOICE");
            default -> Optional.empty();
        };
    }

    /** What it waits for, in a line; its reason where it waits for nothing. */
    String asked() {
        return all.objects("openRequests").stream()
                .findFirst()
                .map(request -> request.text("title"))
                .orElse(reason);
    }
}

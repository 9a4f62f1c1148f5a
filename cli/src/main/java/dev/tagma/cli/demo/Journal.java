package dev.tagma.cli.demo;

import dev.tagma.cli.api.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The events of the demo in the order in which they were pushed, and what follows from them. For one thread. */
final class Journal {

    private static final Set<String> SETTLED = Set.of("done", "failed", "cancelled", "superseded", "expired");
    private static final Set<String> NOT_RUNNING = Set.of("failed", "stopped", "lost");

    private final List<Fields> events = new ArrayList<>();
    private final Map<String, String> handles = new HashMap<>();
    private final Set<String> ahead = new HashSet<>();

    void add(Fields event) {
        events.add(event);
        if (event.text("type").equals("session.created")) {
            handles.put(event.text("session"), event.object("data").text("handle"));
        }
    }

    /** The session that an event is about, by the name that people know; empty when it is about none. */
    String handle(Fields event) {
        return event.optionalText("session")
                .map(id -> handles.getOrDefault(id, id))
                .orElse("");
    }

    private List<Fields> all(String handle, String type) {
        return events.stream()
                .filter(event ->
                        event.text("type").equals(type) && handle(event).equals(handle))
                .map(event -> event.object("data"))
                .toList();
    }

    private Optional<Fields> last(String handle, String type) {
        List<Fields> all = all(handle, type);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    private long count(String handle, String type) {
        return all(handle, type).size();
    }

    /** A session did what it had only asked leave for. */
    void ahead(String handle) {
        ahead.add(handle);
    }

    boolean wasAhead(String handle) {
        return ahead.contains(handle);
    }

    /** What it was and did in its order, each change once: lifecycle until it is live, then activity. */
    List<String> course(String handle) {
        var course = new ArrayList<String>();
        for (Fields event : events) {
            if (handle(event).equals(handle)) {
                step(event)
                        .filter(step -> course.isEmpty() || !course.getLast().equals(step))
                        .ifPresent(course::add);
            }
        }
        return course;
    }

    private static Optional<String> step(Fields event) {
        return switch (event.text("type")) {
            case "session.lifecycle" -> Optional.of(event.object("data").text("to"));
            case "session.activity" -> event.object("data").optionalText("activity");
            default -> Optional.empty();
        };
    }

    /** How far its first message came, step by step. */
    List<String> delivery(String handle) {
        List<Fields> all = all(handle, "message.state");
        return all.stream()
                .filter(one -> one.text("message").equals(all.getFirst().text("message")))
                .filter(one -> one.optionalText("held").isEmpty())
                .map(one -> one.text("state"))
                .toList();
    }

    /** Whether the session has done what it was told and rests, with its message at an end. */
    boolean through(String handle) {
        long turns = count(handle, "turn.started");
        return turns > 0
                && count(handle, "turn.ended") == turns
                && count(handle, "request.closed") == count(handle, "request.opened")
                && last(handle, "session.activity")
                        .flatMap(activity -> activity.optionalText("activity"))
                        .filter("idle"::equals)
                        .isPresent()
                && last(handle, "message.state")
                        .filter(message -> SETTLED.contains(message.text("state")))
                        .isPresent();
    }

    /** Why it will not get through; none while it may. */
    Optional<String> broken(String handle) {
        if (count(handle, "session.removed") > 0) {
            return Optional.of(handle + " was removed");
        }
        return last(handle, "session.lifecycle")
                .filter(lifecycle -> NOT_RUNNING.contains(lifecycle.text("to")))
                .map(lifecycle -> "%s is %s: %s".formatted(handle, lifecycle.text("to"), lifecycle.text("reason")));
    }

    /** What it was doing last, for whoever has waited too long. */
    String doing(String handle) {
        return last(handle, "session.activity")
                .flatMap(activity -> activity.optionalText("activity"))
                .or(() -> last(handle, "session.lifecycle").map(lifecycle -> lifecycle.text("to")))
                .orElse("not created")
                .replace('_', ' ');
    }

    /** How its last request was decided. */
    Optional<Decision> decision(String handle) {
        return last(handle, "request.closed").map(Decision::of);
    }
}

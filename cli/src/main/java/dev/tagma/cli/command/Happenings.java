package dev.tagma.cli.command;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Events;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.EventOperations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What happens while a command stays with a session: the session's events from a place on, and what the person types. */
final class Happenings implements AutoCloseable {

    /** Where the first event is. */
    static final String START = "start";

    /** How often what has changed by the passing of time alone is shown anew. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final BlockingQueue<Happening> queue = new LinkedBlockingQueue<>();
    private final TypedLines typed;
    private final Thread following;
    private final Deadline deadline;

    /** @param since behind which event to begin */
    Happenings(Context context, String session, String since, Deadline deadline) {
        this.deadline = deadline;
        typed = new TypedLines(context.input(), line -> queue.add(new Happening.Line(line)));
        Ask ask = Ask.of(EventOperations.STREAM_OF_SESSION, session).query("since", since);
        Events events = context.api().events(ask, Optional.empty());
        following = Thread.ofPlatform().daemon().name("follows events").start(() -> follow(events));
    }

    /** The place behind the session's last event so far. */
    static String now(Context context, String session) {
        Ask ask = Ask.of(EventOperations.STREAM_OF_SESSION, session)
                .query("since", "now")
                .query("follow", "false");
        Events events = context.api().events(ask, Optional.empty());
        events.each(false, _ -> {});
        return events.place()
                .orElseThrow(() ->
                        Failure.of(Exit.TRANSPORT, "the daemon does not say where its events are: restart the daemon"));
    }

    private void follow(Events events) {
        try {
            events.each(true, event -> {
                if (!event.type().equals("gap")) {
                    queue.add(new Happening.Event(
                            event.type(),
                            Fields.parse(event.data().orElseThrow()).object("data")));
                }
            });
        } catch (RuntimeException broken) {
            queue.add(new Happening.Broken(broken));
        }
    }

    /** Wants a line of the person for this purpose; it comes as a happening. */
    void wantLine(String purpose) {
        typed.want(purpose);
    }

    /** The next one; nothing after a second, or when the time is up. */
    Happening next() {
        Duration left = deadline.left();
        Duration wait = left.compareTo(SECOND) < 0 ? left : SECOND;
        try {
            Happening next = queue.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
            return next == null ? new Happening.Nothing() : next;
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted while waiting");
        }
    }

    @Override
    public void close() {
        following.interrupt();
    }

    /** One of the things that can happen. */
    sealed interface Happening {

        record Event(String type, Fields data) implements Happening {}

        record Line(TypedLines.Typed typed) implements Happening {}

        /** The events have come to an end that nobody wanted. */
        record Broken(RuntimeException why) implements Happening {}

        record Nothing() implements Happening {}
    }
}

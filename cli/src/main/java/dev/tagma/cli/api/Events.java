package dev.tagma.cli.api;

import dev.tagma.cli.daemon.Daemon;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.http.EventStream;
import dev.tagma.cli.http.HttpRequest;
import dev.tagma.cli.http.HttpResponse;
import dev.tagma.cli.http.ServerEvent;
import dev.tagma.cli.http.TransportException;
import dev.tagma.cli.http.UnixHttp;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Talk;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A stream of events that goes on where it was when the daemon comes back. For one thread. */
public final class Events {

    private static final Duration TO_OPEN = Duration.ofSeconds(60);

    /** Between attempts that come to nothing; the first one is made at once. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** A daemon that listens and for so long gives nothing is in a trouble that a person must look at. */
    private static final int FRUITLESS_LIMIT = 60;

    private final Daemon daemon;
    private final Map<String, String> headers;
    private final Talk talk;
    private final Ask ask;
    private Optional<String> place;
    private boolean moved;

    Events(Daemon daemon, Map<String, String> headers, Talk talk, Ask ask, Optional<String> since) {
        this.daemon = daemon;
        this.headers = headers;
        this.talk = talk;
        this.ask = ask;
        this.place = since;
    }

    /**
     * Hands over every event in order. One that was handed over does not come again, whatever happens to the connection.
     *
     * @param endless whether the stream goes on when the server ends it: then this returns only by a failure
     */
    public void each(boolean endless, Consumer<ServerEvent> taker) {
        Optional<Failure> last = attempt(() -> Optional.of(daemon.call(this::open)), taker);
        int fruitless = 0;
        while (endless || last.isPresent()) {
            fruitless = moved ? 0 : fruitless + 1;
            if (fruitless == FRUITLESS_LIMIT && last.isPresent()) {
                throw last.get();
            }
            talk.progress("the daemon went away; waiting for it");
            if (fruitless > 1) {
                daemon.changes(PAUSE);
            }
            daemon.returns(Deadline.never());
            // Not a call that starts a daemon: whoever has just stopped it wants it so.
            last = attempt(() -> daemon.callIfRunning(this::open), taker);
        }
    }

    /** Behind what has been handed over; none while nothing has come. */
    public Optional<String> place() {
        return place;
    }

    /** Reads to the end of the stream; a failure when it was cut, or did not even begin, for a reason that may pass. */
    private Optional<Failure> attempt(Supplier<Optional<UnixHttp.Opened>> opening, Consumer<ServerEvent> taker) {
        moved = false;
        try {
            Optional<UnixHttp.Opened> opened = opening.get();
            if (opened.isEmpty()) {
                return Optional.of(Failure.of(Exit.TRANSPORT, "the daemon does not run"));
            }
            switch (opened.get()) {
                case UnixHttp.Opened.Streaming(EventStream events) -> read(events, taker);
                case UnixHttp.Opened.Refused(HttpResponse response) -> throw Problem.of(response);
            }
            return Optional.empty();
        } catch (TransportException cut) {
            return Optional.of(passing(cut));
        } catch (Failure refused) {
            // The word of a daemon that is stopping.
            if (refused.code().equals("unavailable")) {
                return Optional.of(refused);
            }
            throw refused;
        }
    }

    private Failure passing(TransportException cut) {
        Failure failure = Api.failure(cut, ask, daemon);
        if (Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        return switch (cut.kind()) {
            case DENIED, GARBLED -> throw failure;
            case ABSENT, REFUSED, LOST, LATE -> failure;
        };
    }

    private UnixHttp.Opened open(UnixHttp http) {
        HttpRequest plain = ask.request(headers).with("Accept", "text/event-stream");
        HttpRequest request = place.map(id -> plain.with("Last-Event-ID", id)).orElse(plain);
        return http.stream(request, Deadline.after(TO_OPEN));
    }

    private void read(EventStream events, Consumer<ServerEvent> taker) {
        try (events) {
            for (Optional<ServerEvent> next = events.next(); next.isPresent(); next = events.next()) {
                ServerEvent event = next.get();
                talk.clearProgress();
                moved = true;
                if (event.data().isPresent()) {
                    taker.accept(event);
                }
                if (!event.id().isEmpty()) {
                    place = Optional.of(event.id());
                }
            }
        }
    }
}

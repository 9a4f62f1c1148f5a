package dev.tagma.cli.api;

import dev.tagma.cli.daemon.Daemon;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.http.EventStream;
import dev.tagma.cli.http.HttpResponse;
import dev.tagma.cli.http.TransportException;
import dev.tagma.cli.http.UnixHttp;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Talk;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Asks the daemon. Safe for several threads. */
public final class Api {

    /** How long a daemon that was stopped may be away before a command gives up: longer than an upgrade takes. */
    private static final Duration ABSENCE = Duration.ofSeconds(60);

    /** A daemon that cuts the connection so often on the same question dies of it. */
    private static final int ATTEMPTS = 4;

    private final Daemon daemon;
    private final Map<String, String> headers;
    private final Talk talk;
    private final Pulse pulse;

    /** @param headers who asks, sent with every question */
    public Api(Daemon daemon, Map<String, String> headers, Talk talk) {
        this(daemon, headers, talk, new Pulse(daemon, talk));
    }

    Api(Daemon daemon, Map<String, String> headers, Talk talk, Pulse pulse) {
        this.daemon = daemon;
        this.headers = Map.copyOf(headers);
        this.talk = talk;
        this.pulse = pulse;
    }

    /** Whom it asks. */
    public Daemon daemon() {
        return daemon;
    }

    /**
     * Asks, and asks again after a cut connection where that does no harm.
     *
     * @throws Failure when the daemon refuses or cannot be spoken with
     */
    public Answer ask(Ask ask) {
        return ask(ask, Deadline.after(ABSENCE));
    }

    /** The same; after {@code patience} a daemon that went away is no longer waited for. */
    public Answer ask(Ask ask, Deadline patience) {
        TransportException last;
        try {
            return answer(daemon.call(http -> exchange(http, ask)), false);
        } catch (TransportException cut) {
            last = cut;
        }
        for (int attempt = 2; attempt <= ATTEMPTS && worthAsking(last, ask); attempt++) {
            talk.progress("the daemon went away; waiting for it");
            if (!daemon.returns(patience)) {
                break;
            }
            try {
                // Not a call that starts a daemon: whoever has just stopped it wants it so.
                Optional<HttpResponse> response = daemon.callIfRunning(http -> exchange(http, ask));
                if (response.isPresent()) {
                    return answer(response.get(), true);
                }
            } catch (TransportException cut) {
                last = cut;
            }
        }
        throw failure(last, ask, daemon);
    }

    private static boolean worthAsking(TransportException failed, Ask ask) {
        return failed.kind() == TransportException.Kind.LOST && ask.repeatable();
    }

    /** Asks a daemon that runs; none when none does. */
    public Optional<Answer> askIfRunning(Ask ask) {
        try {
            return daemon.callIfRunning(http -> exchange(http, ask)).map(response -> answer(response, false));
        } catch (TransportException failed) {
            throw failure(failed, ask, daemon);
        }
    }

    private HttpResponse exchange(UnixHttp http, Ask ask) {
        return http.exchange(ask.request(headers), pulse.deadline(ask, http));
    }

    private static Answer answer(HttpResponse response, boolean repeated) {
        if (!response.successful()) {
            Failure refusal = Problem.of(response);
            throw repeated ? refusal.repeatedly() : refusal;
        }
        String text = response.text();
        return new Answer(Fields.parse(text), text);
    }

    static Failure failure(TransportException failed, Ask ask, Daemon daemon) {
        String step = failed.kind() == TransportException.Kind.LATE ? daemon.ifItHangs() : "";
        String uncertain = failed.kind().nobodyListens() || ask.repeatable()
                ? ""
                : "; whether it was done is not known: look before you ask again";
        return Failure.of(Exit.TRANSPORT, failed.getMessage() + step + uncertain, failed);
    }

    /**
     * A stream of events for as long as the connection lasts; closed by the caller.
     *
     * @throws Failure when the daemon refuses or cannot be spoken with
     */
    public EventStream follow(Ask ask) {
        try {
            return switch (daemon.call(http -> http.stream(
                    ask.request(headers).with("Accept", "text/event-stream"), Deadline.after(ask.limit())))) {
                case UnixHttp.Opened.Streaming(EventStream events) -> events;
                case UnixHttp.Opened.Refused(HttpResponse response) -> throw Problem.of(response);
            };
        } catch (TransportException failed) {
            throw failure(failed, ask, daemon);
        }
    }

    /** The events behind a place; {@link Events} reads on over restarts of the daemon. */
    public Events events(Ask ask, Optional<String> since) {
        return new Events(daemon, headers, talk, ask, since);
    }
}

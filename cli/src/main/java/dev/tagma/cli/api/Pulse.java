package dev.tagma.cli.api;

import dev.tagma.cli.daemon.Daemon;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.http.HttpRequest;
import dev.tagma.cli.http.TransportException;
import dev.tagma.cli.http.TransportException.Kind;
import dev.tagma.cli.http.UnixHttp;
import dev.tagma.cli.talk.Talk;
import dev.tagma.wire.operation.DaemonOperations;
import java.time.Duration;

/** Tells a daemon that has much to do from one that hangs: that one does not answer the shortest question either. */
final class Pulse {

    /** Nearly every answer is there long before. */
    private static final Duration DOUBT = Duration.ofSeconds(5);

    /** Long enough for a daemon on a machine that is short of everything. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration NOTICEABLE = Duration.ofSeconds(1);

    private final Daemon daemon;
    private final Talk talk;
    private final Duration doubt;
    private final Duration limit;

    Pulse(Daemon daemon, Talk talk) {
        this(daemon, talk, DOUBT, LIMIT);
    }

    Pulse(Daemon daemon, Talk talk, Duration doubt, Duration limit) {
        this.daemon = daemon;
        this.talk = talk;
        this.doubt = doubt;
        this.limit = limit;
    }

    /** By when the answer must be there; where the daemon hangs, the wait for it ends before. */
    Deadline deadline(Ask ask, UnixHttp http) {
        Deadline deadline = Deadline.after(ask.limit());
        return ask.waits() ? deadline : deadline.ringing(doubt, () -> feel(http));
    }

    private void feel(UnixHttp http) {
        try {
            HttpRequest shortest = HttpRequest.get(DaemonOperations.HEALTH.pathFor());
            http.exchange(shortest, Deadline.after(limit).ringing(NOTICEABLE, this::tell));
        } catch (TransportException unheard) {
            if (unheard.kind() == Kind.LATE) {
                throw new TransportException(Kind.LATE, "the daemon does not answer", unheard);
            }
            // It is going: whoever waits for its answer is about to learn that.
        }
    }

    private void tell() {
        String process =
                daemon.recordedPid().map(pid -> " (process " + pid + ")").orElse("");
        talk.progress("the daemon" + process + " has not answered yet");
    }
}

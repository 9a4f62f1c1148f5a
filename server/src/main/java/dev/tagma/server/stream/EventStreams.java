package dev.tagma.server.stream;

import dev.tagma.core.event.Event;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.EventLog;
import dev.tagma.engine.EventLog.Gap;
import dev.tagma.engine.EventLog.Portion;
import dev.tagma.server.http.Refusal;
import dev.tagma.server.mapping.EventMapping;
import dev.tagma.wire.event.EventJson;
import dev.tagma.wire.event.GapJson;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.json.RecordCodec;
import dev.tagma.wire.problem.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Sends events as server-sent events, straight from the log's notification. Nothing is buffered for a reader: what it has
 * not taken in yet stays in the log, and one that takes nothing in for long is cut off and can resume.
 */
public final class EventStreams {

    /** As many as fit a few packets: a reader far behind catches up in steps, and an event is never held for a batch. */
    private static final int BATCH = 256;

    private final EventLog log;
    private final CursorKey cursors;
    private final RunningCalls running;
    private final Duration heartbeat;

    /** @param heartbeat how often a quiet stream shows that it lives */
    public EventStreams(EventLog log, CursorKey cursors, RunningCalls running, Duration heartbeat) {
        this.log = log;
        this.cursors = cursors;
        this.running = running;
        this.heartbeat = heartbeat;
    }

    /**
     * What is wanted of a stream.
     *
     * @param after the position behind which it begins
     * @param types only events of these types; all where empty
     * @param follow whether to wait for what comes
     */
    public record Wish(TenantId tenant, Optional<SessionId> session, long after, Set<String> types, boolean follow) {

        public Wish {
            types = Set.copyOf(types);
        }
    }

    /** The position a caller names: a cursor, {@code start} or {@code now}. */
    public long position(TenantId tenant, String since) {
        return switch (since) {
            case "start" -> 0;
            case "now" -> log.newest(tenant);
            default -> {
                long sequence = cursors.sequence(tenant, since);
                if (sequence > log.newest(tenant)) {
                    throw new Refusal(
                            ErrorCode.INVALID,
                            "The cursor stands behind the newest event: the log was put back to an earlier state; use"
                                    + " start to begin with the oldest event that is kept");
                }
                yield sequence;
            }
        };
    }

    /** Writes events until there is nothing more to say or nobody to say it to. */
    public void write(Wish wish, OutputStream out) throws IOException {
        running.during(() -> {
            try (EventLog.Reader reader = log.after(wish.tenant(), wish.session(), wish.after())) {
                new Stream(wish, reader, out).run();
                return wish;
            } catch (InterruptedException closing) {
                // The doors close. The stream just ends; its reader resumes at the next daemon.
                return wish;
            }
        });
    }

    private final class Stream {

        private final Wish wish;
        private final EventLog.Reader reader;
        private final OutputStream out;
        private long position;

        Stream(Wish wish, EventLog.Reader reader, OutputStream out) {
            this.wish = wish;
            this.reader = reader;
            this.out = out;
            this.position = wish.after();
        }

        void run() throws IOException, InterruptedException {
            send("retry: 1000\n" + place());
            while (!running.closing()) {
                Portion portion = reader.next(BATCH, wish.follow() ? heartbeat : Duration.ZERO);
                if (!portion.isEmpty()) {
                    send(told(portion));
                } else if (wish.follow()) {
                    position = portion.through();
                    send(": heartbeat\n" + place());
                } else {
                    send(place());
                    return;
                }
            }
        }

        /** The gap, the events that are wanted, and where the reader stands when the last of them was not. */
        private String told(Portion portion) {
            StringBuilder text = new StringBuilder();
            portion.gap().map(this::gap).ifPresent(text::append);
            boolean placeTold = true;
            for (Event event : portion.events()) {
                position = event.sequence();
                placeTold = wish.types().isEmpty() || wish.types().contains(event.type());
                if (placeTold) {
                    EventJson json = EventMapping.event(cursor(event.sequence()), event);
                    text.append(frame(json.id(), json.type(), json));
                }
            }
            return placeTold ? text.toString() : text.append(place()).toString();
        }

        private String gap(Gap gap) {
            position = gap.to();
            String to = cursor(gap.to());
            return frame(to, "gap", new GapJson(cursor(gap.from()), to, gap.to() - gap.from() + 1));
        }

        /** Tells how far the reader has come, without an event. */
        private String place() {
            return "id: " + cursor(position) + "\n\n";
        }

        private String cursor(long sequence) {
            return cursors.cursor(wish.tenant(), sequence);
        }

        private void send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        private static String frame(String id, String type, Record data) {
            return "id: " + id + "\nevent: " + type + "\ndata: " + JsonText.write(RecordCodec.write(data)) + "\n\n";
        }
    }
}

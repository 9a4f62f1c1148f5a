package dev.tagma.bench.stage;

import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.http.EventStream;
import dev.tagma.cli.http.HttpRequest;
import dev.tagma.cli.http.ServerEvent;
import dev.tagma.cli.http.TransportException;
import dev.tagma.cli.http.UnixHttp;
import dev.tagma.wire.event.EventJson;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.json.RecordCodec;
import java.nio.channels.ClosedSelectorException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A reader of an event stream that notes when each event came. */
public final class Subscriber implements AutoCloseable {

    /** Far beyond every bar: who waits so long waits for what will not come. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final EventStream stream;
    private final List<Seen> seen = new ArrayList<>();

    private Subscriber(EventStream stream) {
        this.stream = stream;
    }

    /** Follows events of these types from now on, at the daemon behind this socket. */
    public static Subscriber to(Path socket, String... types) {
        String query = "/v1/events?since=now"
                + Stream.of(types).map(type -> "&type=" + type).collect(Collectors.joining());
        UnixHttp.Opened opened = new UnixHttp(socket)
                .stream(
                        new HttpRequest("GET", query, Map.of("Accept", "text/event-stream"), new byte[0]),
                        Deadline.after(LIMIT));
        return switch (opened) {
            case UnixHttp.Opened.Streaming(EventStream stream) -> {
                // The first line says where the stream begins: from here on nothing is missed.
                stream.next();
                Subscriber subscriber = new Subscriber(stream);
                Thread.ofPlatform().daemon().name("subscriber").start(subscriber::read);
                yield subscriber;
            }
            case UnixHttp.Opened.Refused(var response) -> throw new IllegalStateException(response.text());
        };
    }

    private void read() {
        try {
            for (Optional<ServerEvent> next = stream.next(); next.isPresent(); next = stream.next()) {
                long nanos = System.nanoTime();
                Instant at = Instant.now();
                next.get()
                        .data()
                        .ifPresent(data ->
                                add(new Seen(nanos, at, RecordCodec.read(JsonText.parse(data), EventJson.class))));
            }
        } catch (TransportException | ClosedSelectorException closed) {
            // The daemon was killed, or this was closed.
        }
    }

    private synchronized void add(Seen event) {
        seen.add(event);
        notifyAll();
    }

    /** Where it is: only later events count for who waits from here. */
    public synchronized int mark() {
        return seen.size();
    }

    /** The first such event behind the mark, waited for. */
    public Seen await(int mark, Predicate<Seen> wanted) throws InterruptedException {
        return await(mark, wanted, LIMIT)
                .orElseThrow(() -> new IllegalStateException(
                        "The event did not come within " + LIMIT.toSeconds() + " s; there came " + since(mark)));
    }

    /** The same for at most so long. */
    public synchronized Optional<Seen> await(int mark, Predicate<Seen> wanted, Duration atMost)
            throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        int at = mark;
        while (true) {
            for (; at < seen.size(); at++) {
                if (wanted.test(seen.get(at))) {
                    return Optional.of(seen.get(at));
                }
            }
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
    }

    /** What came behind the mark so far. */
    public synchronized List<Seen> since(int mark) {
        return List.copyOf(seen.subList(mark, seen.size()));
    }

    @Override
    public void close() {
        stream.close();
    }
}

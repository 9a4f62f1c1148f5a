package dev.tagma.testkit.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** The requests that came, in order; also written to a file, one JSON object a line. */
final class RequestLog {

    private final Writer file;
    private final List<RecordedRequest> requests = new ArrayList<>();
    private int count;

    RequestLog(Writer file) {
        this.file = file;
    }

    /** Adds what is made of the next number. */
    synchronized RecordedRequest add(IntFunction<RecordedRequest> make) {
        var request = make.apply(++count);
        requests.add(request);
        try {
            file.write(Json.MAPPER.writeValueAsString(request) + "\n");
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the request log", e);
        }
        notifyAll();
        return request;
    }

    synchronized List<RecordedRequest> all() {
        return List.copyOf(requests);
    }

    /** The first request of that kind, be it past or still to come; none if it does not come in time. */
    synchronized Optional<RecordedRequest> await(Predicate<RecordedRequest> wanted, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        int looked = 0;
        while (true) {
            for (; looked < requests.size(); looked++) {
                if (wanted.test(requests.get(looked))) {
                    return Optional.of(requests.get(looked));
                }
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
            looked = Math.min(looked, requests.size());
        }
    }

    synchronized void clear() {
        requests.clear();
    }
}

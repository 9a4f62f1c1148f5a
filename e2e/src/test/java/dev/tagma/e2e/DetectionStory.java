package dev.tagma.e2e;

import dev.tagma.bench.stage.Seen;
import dev.tagma.bench.stage.Subscriber;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** One session that works, rests and asks, again and again, and what a subscriber is told of it. */
final class DetectionStory {

    /** Six times the longest bar: what has not been told by then is not told. */
    private static final Duration PATIENCE = Duration.ofSeconds(9);

    /** How long every state lasts at the least, so that a slow source has the time to be wrong about it. */
    private static final Duration LINGER = Duration.ofMillis(1_500);

    private static final Set<String> WAITING = Set.of("waiting_permission", "waiting_question", "waiting_plan");

    private final Stage stage;
    private final Subscriber subscriber;
    private final String handle;
    private final String id;
    private final Detected detected;

    DetectionStory(Stage stage, Subscriber subscriber, String handle, Detected detected) {
        this.stage = stage;
        this.subscriber = subscriber;
        this.handle = handle;
        this.id = Stage.text(stage.show(handle), "id");
        this.detected = detected;
    }

    /** A turn that works and ends, then one that asks for permission, gets it and ends. */
    void play(int round) throws IOException, InterruptedException {
        String first = "rest-" + round;
        works("WAIT " + first + "\nSAY done", first);
        change("idle", () -> stage.world().open(first));
        linger(Set.of("idle"));

        String second = "ask-" + round;
        works("WAIT " + second + "\nBASH touch made-" + round, second);
        change("waiting_permission", () -> stage.world().open(second));
        linger(WAITING);
        change("idle", this::approve);
        linger(Set.of("idle"));
    }

    private void works(String script, String gate) throws IOException, InterruptedException {
        change("working", () -> {
            stage.http("POST", "/v1/sessions/" + handle + "/send", "{\"text\":" + Stage.quoted(script) + "}");
            stage.world().awaitAt(gate);
        });
        linger(Set.of("working", "retrying", "compacting"));
    }

    /** Where no channel of its own is left, a person at the terminal says yes. */
    private void approve() throws IOException {
        if (stage.http("POST", "/v1/sessions/" + handle + "/approve", "{}").status() >= 300) {
            stage.person(handle).press("Enter");
        }
    }

    private interface Cause {
        void happens() throws IOException;
    }

    private void change(String activity, Cause cause) throws IOException, InterruptedException {
        int mark = subscriber.mark();
        cause.happens();
        long happened = System.nanoTime();
        Optional<Seen> told = subscriber.await(mark, seen -> mine(seen) && seen.says("activity", activity), PATIENCE);
        if (told.isPresent()) {
            detected.right(Duration.ofNanos(told.get().nanos() - happened));
        } else {
            detected.missed(stage.activity(handle));
        }
    }

    /** Nothing changes at the agent: every change that is told is wrong. */
    private void linger(Set<String> holding) throws InterruptedException {
        int mark = subscriber.mark();
        Thread.sleep(LINGER);
        subscriber.since(mark).stream().filter(this::mine).forEach(seen -> {
            if (seen.says("activity", "idle") && !holding.contains("idle")) {
                detected.falseIdle();
            }
            if (WAITING.stream().anyMatch(waiting -> seen.says("activity", waiting)) && !holding.equals(WAITING)) {
                detected.falseWaiting();
            }
        });
    }

    private boolean mine(Seen seen) {
        return seen.is("session.activity", id);
    }
}

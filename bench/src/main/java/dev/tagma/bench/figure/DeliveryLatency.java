package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.bench.report.Samples;
import dev.tagma.bench.stage.QuietAgent;
import dev.tagma.bench.stage.Seen;
import dev.tagma.bench.stage.Stage;
import dev.tagma.bench.stage.Subscriber;
import dev.tagma.wire.message.MessageJson;
import dev.tagma.wire.message.NewMessageJson;
import dev.tagma.wire.session.SessionJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** From a message that was accepted to the proof that the agent has it, with the scripted agent beside the quiet ones. */
final class DeliveryLatency implements LiveFigure {

    private static final int MESSAGES = 20;
    private static final int LONG = 100 * 1024;
    private static final Duration LONG_BAR = Duration.ofSeconds(1);

    @Override
    public void measure(Stage stage, List<QuietAgent> agents, Report report) throws Exception {
        Samples accepted = new Samples();
        Samples started = new Samples();
        SessionJson session = stage.create("scripted");
        try (Subscriber subscriber = stage.subscribe("message.state")) {
            for (int number = 0; number < MESSAGES; number++) {
                started.addNanos(deliver(stage, subscriber, session, "SAY hello " + number, accepted));
            }
            String text = "SAY x\n"
                    + "line of exactly thirty-two bytes\n".repeat(LONG / 32).substring(0, LONG - 6);
            Duration large = Duration.ofNanos(deliver(stage, subscriber, session, text, new Samples()));
            boolean exact = told(stage, text);
            report.add(Row.told("send → accepted and stored", accepted.text()));
            report.add(Row.told("send → proven to be in the agent's conversation", started.text()));
            report.add(Row.judged(
                    "100 KB message, exact bytes",
                    "≤ 1 s",
                    Samples.millis(large) + (exact ? ", exact" : ", NOT EXACT"),
                    exact && large.compareTo(LONG_BAR) <= 0));
        }
    }

    private static long deliver(Stage stage, Subscriber subscriber, SessionJson session, String text, Samples accepted)
            throws InterruptedException {
        int mark = subscriber.mark();
        long begun = System.nanoTime();
        MessageJson message = stage.post(
                "/v1/sessions/" + session.id() + "/messages",
                new NewMessageJson(text, Optional.empty(), Optional.empty(), Optional.empty()),
                MessageJson.class);
        accepted.addNanos(System.nanoTime() - begun);
        Seen started = subscriber.await(mark, reached(message, "started"));
        subscriber.await(mark, reached(message, "done"));
        return started.nanos() - begun;
    }

    private static Predicate<Seen> reached(MessageJson message, String state) {
        return one -> one.says("message", message.id().toString()) && one.says("state", state);
    }

    /** Whether the agent's transcript holds the whole text as one prompt. */
    private static boolean told(Stage stage, String text) throws IOException {
        String written = text.replace("\n", "\\n");
        try (Stream<Path> files = Files.walk(stage.root().resolve(".claude/projects"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).anyMatch(file -> {
                try {
                    return Files.readString(file).contains(written);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        }
    }
}

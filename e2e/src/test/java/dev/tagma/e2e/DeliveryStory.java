package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.http.TransportException;
import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * Messages of all kinds to one session: alone, one upon the other, behind a turn that works and behind a dialog; and the
 * daemon is killed now and then, with what it was just doing. Whoever finds no daemon starts one, as people do.
 */
final class DeliveryStory {

    /** A message under way when its daemon was killed may be in doubt for half a minute, and a machine be busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int PAGE = 200;

    private final Stage stage;
    private final String session;
    private final UnaryOperator<String> asking;
    private final Random random;
    private final FuzzedText fuzzed;
    private final Map<String, String> words = new LinkedHashMap<>();
    private final Map<String, Boolean> files = new LinkedHashMap<>();
    private final Map<String, Integer> befell = new HashMap<>();

    /** @param asking the script that makes the agent ask before it makes a file of that name */
    DeliveryStory(Stage stage, String session, UnaryOperator<String> asking, long seed) {
        this.stage = stage;
        this.session = session;
        this.asking = asking;
        this.random = new Random(seed);
        this.fuzzed = new FuzzedText(random);
    }

    /** Plays until so many messages were sent and all that was begun is over. */
    void play(int messages) throws IOException {
        while (words.size() < messages) {
            int wave = Math.min(1 + random.nextInt(3), messages - words.size());
            switch (random.nextInt(4)) {
                case 0 -> behindADialog(wave);
                case 1 -> behindWork(wave);
                default -> one(wave);
            }
            over();
        }
    }

    /** How often each of these befell it: {@code kill}, {@code dialog}. */
    Map<String, Integer> befell() {
        return befell;
    }

    private void one(int wave) throws IOException {
        for (int i = 0; i < wave; i++) {
            send(fuzzed::around);
            perhapsKill();
        }
    }

    /** What is sent while something is asked waits; that it is asked still shows that nothing was typed into it. */
    private void behindADialog(int wave) throws IOException {
        String file = "made-" + words.size();
        String asks = send(word -> asking.apply(file) + "\nSAY " + word);
        for (int i = 1; i < wave; i++) {
            send(fuzzed::around);
        }
        until("the agent asks, or cannot", () -> !open().isEmpty() || ended(asks));
        if (open().isEmpty()) {
            return;
        }
        befell.merge("dialog", 1, Integer::sum);
        perhapsKill();
        boolean allow = random.nextBoolean();
        files.put(file, allow);
        until("the answer is given", () -> {
            if (!open().isEmpty()) {
                http("POST", allow ? "approve" : "reject", "{}");
            }
            return open().isEmpty();
        });
    }

    private void behindWork(int wave) throws IOException {
        String gate = "gate-" + session + "-" + words.size();
        send(word -> "WAIT " + gate + "\nSAY " + word);
        for (int i = 1; i < wave; i++) {
            send(fuzzed::around);
        }
        perhapsKill();
        stage.world().open(gate);
    }

    /** A message with a word of its own; returns its id. */
    private String send(UnaryOperator<String> text) {
        String word = "word" + session.replaceAll("[^a-z]", "") + "n" + words.size() + "x";
        String said = text.apply(word);
        String body = "{\"text\":%s,\"key\":%s}".formatted(Stage.quoted(said), Stage.quoted(word));
        List<Stage.Reply> replies = new ArrayList<>();
        until("it is accepted", () -> {
            replies.add(http("POST", "send", body));
            return replies.getLast().status() < 300;
        });
        String id = Stage.text(replies.getLast().json(), "id");
        words.put(id, word);
        return id;
    }

    private void perhapsKill() throws IOException {
        if (random.nextInt(12) == 0) {
            befell.merge("kill", 1, Integer::sum);
            stage.killDaemon();
        }
    }

    /** Every message has come to its end, and the agent to rest. */
    private void over() {
        until(
                "all messages have come to an end",
                () -> words.keySet().stream()
                        .skip(Math.max(0, words.size() - 4))
                        .allMatch(this::ended));
        until(
                "the agent rests",
                () -> Stage.text(stage.show(session), "activity").equals("idle"));
    }

    private boolean ended(String message) {
        String state = Stage.text(http("GET", "messages/" + message, "").json(), "state");
        return List.of("done", "failed").contains(state);
    }

    private List<Json> open() {
        return Stage.list(http("GET", "requests", "").json(), "requests");
    }

    /** Over HTTP, which takes milliseconds; where no daemon answers, a command starts one. */
    private Stage.Reply http(String method, String part, String body) {
        try {
            return stage.http(method, LiveScenarios.path(session, part), body);
        } catch (TransportException nobody) {
            Stage.Run _ = stage.ok("show", session);
            return stage.http(method, LiveScenarios.path(session, part), body);
        }
    }

    private static void until(String what, Callable<Boolean> holds) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(40))
                .ignoreException(TransportException.class)
                .until(holds);
    }

    /** Counts what became of it all. */
    void count(DeliveryCount count) throws IOException {
        List<String> heard = stage.world().heard();
        int seen = 0;
        for (int after = 0; seen < words.size(); ) {
            List<Json> page = Stage.list(
                    http("GET", "messages?limit=" + PAGE + "&after=" + after, "")
                            .json(),
                    "messages");
            assertThat(page).isNotEmpty();
            for (Json message : page) {
                count.message(message, words.get(Stage.text(message, "id")), heard);
            }
            seen += page.size();
            after = Integer.parseInt(((Json.JsonNumber) Stage.member(page.getLast(), "sequence")).literal());
        }
        stage.events(session).stream()
                .filter(event -> Stage.text(event, "type").equals("request.closed"))
                .forEach(event -> count.request(Stage.member(event, "data")));
        for (Map.Entry<String, Boolean> file : files.entrySet()) {
            count.file(
                    file.getKey(),
                    file.getValue(),
                    Files.exists(stage.workspace(session).resolve(file.getKey())));
        }
    }
}

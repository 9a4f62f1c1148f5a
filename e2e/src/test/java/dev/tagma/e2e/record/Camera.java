package dev.tagma.e2e.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.model.FakeModel;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Leads one agent program in one terminal through one scene, and keeps what it shows. */
final class Camera implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** A dialog swallows the keys of its first moment, and a key right behind a paste belongs to it for some programs. */
    private static final Duration STILL = Duration.ofMillis(700);

    /** What never stands still is kept as it is after so long. */
    private static final Duration RESTLESS = Duration.ofSeconds(4);

    /** So much of a typed text is looked for; one that is longer may be scrolled away. */
    private static final int TAIL = 10;

    /** In these no turn runs, so the model cannot be answering. */
    private static final Set<String> OVER = Set.of("idle", "interrupted", "error", "limited");

    private final Star star;
    private final Film film;
    private final Size size;
    private final Path program;
    private final Path home;
    private final Path work;
    private final Path socket;
    private final Map<String, String> variables = new TreeMap<>();
    private final Map<String, String> files = new TreeMap<>();
    private FakeModel model = FakeModel.start();
    private @Nullable Pane pane;
    private int abandoned;

    /** @param ground a directory for this camera alone, which is empty */
    Camera(Star star, Film film, Size size, Path program, Path ground) throws IOException {
        this.star = star;
        this.film = film;
        this.size = size;
        this.program = program;
        this.home = ground.resolve("home");
        this.socket = socket(ground);
        this.work = Files.createDirectories(home.resolve("app"));
        Files.writeString(work.resolve("README.md"), "# App\n\none\ntwo\n");
        files.putAll(star.settings(work));
    }

    /** Where the tmux server of that ground listens. */
    static Path socket(Path ground) {
        return ground.resolve("tmux");
    }

    /** How long the model waits after each word. */
    Camera pace(Duration pace) {
        model.close();
        model = FakeModel.start(0, pace, Writer.nullWriter());
        return this;
    }

    /** A variable that the program gets beside those it needs. */
    Camera variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** A file of its home, in place of the one with which it starts to its composer. */
    Camera file(String path, String text) {
        files.put(path, text);
        return this;
    }

    Path home() {
        return home;
    }

    Path work() {
        return work;
    }

    /** Starts it and waits for its composer. */
    void start(String... arguments) throws IOException {
        launch(arguments);
        sees(star.ready());
        still();
    }

    /** Starts it. */
    void launch(String... arguments) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path place = home.resolve(file.getKey());
            Files.createDirectories(place.getParent());
            Files.writeString(place, file.getValue());
        }
        Map<String, String> environment = new TreeMap<>(Map.of(
                "PATH", "/usr/local/bin:/usr/bin:/bin",
                "HOME", home.toString(),
                "COLORTERM", "truecolor",
                "LANG", "C.UTF-8",
                "SHELL", "/bin/bash"));
        environment.putAll(star.environment(model.base()));
        environment.putAll(variables);
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        quit();
        abandoned = model.answering();
        pane = Pane.start(socket, size, work, environment, command);
    }

    private Pane pane() {
        if (pane == null) {
            throw new IllegalStateException("the scene starts no program");
        }
        return pane;
    }

    /** Says this as a person would who pastes it. */
    void say(String text) {
        paste(text);
        press("Enter");
    }

    /** Pastes this and waits until it has been painted. */
    void paste(String text) {
        pane().paste(text);
        still();
    }

    /** Types this and waits until its end is shown; a single sign may open something in place of itself. */
    void type(String text) {
        pane().type(text);
        if (text.length() > 1) {
            sees(text.substring(Math.max(0, text.length() - TAIL)));
        }
        still();
    }

    void press(String... keys) {
        pane().press(List.of(keys));
    }

    /** Waits until these words are shown, however they are wrapped and framed. */
    void sees(String words) {
        await(words, () -> bare(pane().look().text()).contains(bare(words)));
    }

    /** Waits until these words are shown no more, and not only for the moment of a new painting. */
    void loses(String words) {
        for (int seen = 0; seen < 3; seen++) {
            await("no " + words, () -> !bare(pane().look().text()).contains(bare(words)));
            still();
        }
    }

    /** Presses the key that stops a turn; what the model still holds for that turn counts no more. */
    void interrupt() {
        press("Escape");
        still();
        abandoned = model.answering();
    }

    /** Waits until the model has been asked. */
    void asked() {
        await("a question to the model", () -> answering() > 0);
    }

    /** Waits until the model has been asked for what it fails at. */
    void fails(int status) throws InterruptedException {
        model.awaitRequest(request -> request.newlySays("FAIL " + status));
    }

    /** Waits until the model has nothing to say and the program says of itself that it rests, where it says so. */
    void rests() {
        await(
                "rest",
                () -> answering() == 0
                        && star.stateFile(home)
                                .map(file -> file.path("status").asString("").equals("idle"))
                                .orElse(true));
        still();
    }

    private int answering() {
        return Math.max(0, model.answering() - abandoned);
    }

    /** Waits until the program has ended. */
    void ends() {
        await("the end", () -> pane().look().dead());
    }

    /** Waits until an answer of the model waits at that gate. */
    void at(String gate) throws InterruptedException {
        model.awaitWaiting(gate);
    }

    void open(String gate) {
        model.release(gate);
    }

    private void await(String what, BooleanSupplier condition) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .until(condition::getAsBoolean);
        } catch (ConditionTimeoutException never) {
            throw new AssertionError(
                    "'%s' was not seen on%n%s".formatted(what, pane().look().text()), never);
        }
    }

    /** Waits until nothing moves any more but seconds and spinners. */
    void still() {
        String[] last = {shape()};
        try {
            Awaitility.await()
                    .atMost(RESTLESS)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .during(STILL)
                    .until(() -> {
                        String before = last[0];
                        last[0] = shape();
                        return before.equals(last[0]);
                    });
        } catch (ConditionTimeoutException restless) {
            // It moves for as long as it is in this state.
        }
    }

    private String shape() {
        return pane().look()
                .text()
                .lines()
                .filter(row -> !row.contains("…") && !row.contains("esc to"))
                .map(row -> row.replaceAll("[\\d⠀-⣿◐◑]", ""))
                .collect(Collectors.joining("\n"));
    }

    /** Keeps what is shown when it has come to stand still. */
    void keep(String state, Label label) throws IOException {
        still();
        keepNow(state, label);
    }

    /** Keeps what is shown at this moment, for what passes by. */
    void keepNow(String state, Label label) throws IOException {
        int answering = answering();
        Pane.Look look = pane().look();
        if (OVER.contains(label.reading())) {
            assertThat(answering)
                    .as("answers that the model gives in state %s:%n%s", state, look.text())
                    .isZero();
        }
        film.keep(size, state, label, look, star.stateFile(home), answering > 0);
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s\\u00a0│┃|█]+", "");
    }

    private void quit() {
        if (pane != null) {
            pane.close();
            pane = null;
        }
    }

    @Override
    public void close() {
        quit();
        model.close();
    }
}

package dev.tagma.adapters.runtime.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Terminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long and strange texts arrive byte for byte, within brackets where the program asked for them. */
class TmuxPasteTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String OPENING = "\u001b[200~";
    private static final String CLOSING = "\u001b[201~";

    @TempDir(factory = ShortDirectory.class)
    private Path directory;

    private TmuxPlace place;
    private TmuxRuntime runtime;

    @BeforeEach
    void open() {
        place = new TmuxPlace(directory);
        runtime = place.open();
    }

    @AfterEach
    void clear() throws Exception {
        runtime.close();
        place.killServer();
    }

    /** Keeps the next so many bytes that it receives, in raw mode. */
    private Terminal receiver(String name, long bytes, boolean brackets, String reading) {
        String script = "stty raw -echo; printf '" + (brackets ? "\\033[?2004h" : "") + "ready\\r\\n'; " + reading
                + " head -c " + bytes + " > " + received(name) + "; printf 'got it\\r\\n'; exec sleep 1000";
        Terminal terminal = runtime.start(runtime.plan(name), place.sh(script, "/bin/sh"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains("ready"));
        return terminal;
    }

    private Path received(String name) {
        return directory.resolve("received-" + name);
    }

    private static String text(int bytes, long seed) {
        String[] pieces = {
            "word ",
            "two\tcolumns",
            "\n",
            "\n\n",
            "'q'",
            "\"q\"",
            "$HOME",
            "`x`",
            "\\",
            "\\n",
            ";",
            "#{pid}",
            "%%",
            "übung",
            "漢字",
            "🙂",
            "e\u0301",
            "[201~",
            "{",
            "}",
            "~",
            " "
        };
        var random = new Random(seed);
        var text = new StringBuilder();
        int size = 0;
        while (size < bytes) {
            String piece = pieces[random.nextInt(pieces.length)];
            text.append(piece);
            size += piece.getBytes(StandardCharsets.UTF_8).length;
        }
        return text.toString();
    }

    private void exactly(String name, String text, boolean brackets, String reading) throws Exception {
        String expected = brackets ? OPENING + text + CLOSING : text;
        byte[] bytes = expected.getBytes(StandardCharsets.UTF_8);
        Terminal terminal = receiver(name, bytes.length, brackets, reading);

        terminal.paste(text);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains("got it"));
        assertThat(Files.readAllBytes(received(name))).isEqualTo(bytes);
    }

    @Test
    void aMegabyteArrivesExactlyWithinBrackets() throws Exception {
        exactly("megabyte", text(1 << 20, 1), true, "");
    }

    @Test
    void withoutAskingThereAreNoBrackets() throws Exception {
        exactly("plain", text(100_000, 2), false, "");
    }

    @Test
    void lineFeedsStayLineFeeds() throws Exception {
        exactly("lines", "\n\none\n\ttwo\n", true, "");
    }

    @Test
    void pastesOfManyThreadsNeverMix() throws Exception {
        int threads = 20;
        String one = "x".repeat(20_000);
        long length = (long) threads * (one.length() + OPENING.length() + CLOSING.length());
        Terminal terminal = receiver("mixed", length, true, "");
        List<Future<?>> pastes = new ArrayList<>();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                String text = String.valueOf((char) ('a' + i)).repeat(one.length());
                pastes.add(executor.submit(() -> terminal.paste(text)));
            }
        }
        for (Future<?> paste : pastes) {
            paste.get();
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains("got it"));
        String all = Files.readString(received("mixed"));
        for (int i = 0; i < threads; i++) {
            assertThat(all).contains(OPENING + String.valueOf((char) ('a' + i)).repeat(one.length()) + CLOSING);
        }
    }

    @Test
    void aProgramThatDoesNotReadBlocksNobody() throws Exception {
        String text = text(1 << 20, 3);
        Path go = directory.resolve("go");
        byte[] expected = (OPENING + text + CLOSING).getBytes(StandardCharsets.UTF_8);
        Terminal slow = receiver("slow", expected.length, true, "while [ ! -e " + go + " ]; do sleep 0.1; done;");
        Terminal other = runtime.start(runtime.plan("other"), place.lineProgram());

        slow.paste(text);
        other.paste("meanwhile\n");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(other.screen().text()).contains("got: meanwhile"));
        assertThat(slow.liveness()).isInstanceOf(Liveness.Alive.class);
        Files.createFile(go);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(slow.screen().text()).contains("got it"));
        assertThat(Files.readAllBytes(received("slow"))).isEqualTo(expected);
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        exactly("clean", "some text", true, "");

        assertThat(place.pasteFiles()).isZero();
        assertThat(place.ask("list-buffers")).isEmpty();
    }

    @Test
    void halfACharacterIsRefused() {
        Terminal terminal = receiver("half", 1, true, "");

        assertThatIllegalArgumentException().isThrownBy(() -> terminal.paste("half \ud83d of one"));
    }
}

package dev.tagma.adapters.runtime.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.spi.runtime.View;
import dev.tagma.spi.runtime.Viewable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientViewTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir(factory = ShortDirectory.class)
    private Path directory;

    private TmuxPlace place;
    private TmuxRuntime runtime;
    private final StringBuilder seen = new StringBuilder();
    private long bytes;
    private String ended = "";

    @BeforeEach
    void start() {
        place = new TmuxPlace(directory);
        runtime = place.open();
    }

    @AfterEach
    void end() throws Exception {
        runtime.close();
        place.killServer();
    }

    private Terminal started(TerminalSpec spec) {
        Terminal terminal = runtime.start(runtime.plan("calm-otter"), spec);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).contains("ready"));
        return terminal;
    }

    private void look(View view) {
        switch (view.next(Duration.ofMillis(100))) {
            case View.Seen.Drawn(byte[] drawn) -> {
                bytes += drawn.length;
                seen.append(new String(drawn, StandardCharsets.UTF_8));
            }
            case View.Seen.Nothing() -> {}
            case View.Seen.Ended(String reason) -> ended = reason;
        }
    }

    private void sees(View view, String text) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).untilAsserted(() -> {
            look(view);
            assertThat(seen).contains(text);
        });
    }

    private static void types(View view, String text) {
        view.type(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void awaitColumns(Terminal terminal, int columns) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().columns()).isEqualTo(columns));
    }

    @Test
    void whoComesLateSeesWhatIsThereTypesAndLeavesTheSizeAsItWas() {
        Terminal terminal = started(place.lineProgram());
        View view = ((Viewable) terminal).view(60, 20);
        sees(view, "ready");
        awaitColumns(terminal, 60);

        types(view, "typed übung\r");
        sees(view, "got: typed übung");
        view.resize(70, 22);
        awaitColumns(terminal, 70);
        view.close();

        awaitColumns(terminal, 80);
    }

    @Test
    void whoDoesNotReadHoldsNothingUpAndIsKeptLittle() {
        Terminal terminal =
                started(place.sh("printf 'ready'; read x; seq 1 400000; printf 'all over'; read x", "/bin/sh"));
        View slow = ((Viewable) terminal).view(80, 24);
        View quick = ((Viewable) terminal).view(80, 24);
        try (slow;
                quick) {
            sees(quick, "ready");
            types(quick, "\r");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(terminal.screen().text()).contains("all over"));

            seen.setLength(0);
            bytes = 0;
            sees(slow, "all over");

            assertThat(bytes).isLessThan(2_000_000);
        }
    }

    @Test
    void theEndOfThePaneEndsTheLook() {
        Terminal terminal = started(place.lineProgram());
        try (View view = ((Viewable) terminal).view(80, 24)) {
            sees(view, "ready");

            terminal.destroy();

            await().atMost(PATIENCE).until(() -> {
                look(view);
                return !ended.isEmpty();
            });
        }
    }
}

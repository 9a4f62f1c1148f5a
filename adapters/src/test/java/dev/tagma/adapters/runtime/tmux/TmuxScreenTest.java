package dev.tagma.adapters.runtime.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.testkit.contract.RecordingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program draws is what is read, through the real tmux. */
class TmuxScreenTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

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

    /** A program that draws this (as printf reads it), says that it is done and waits. */
    private Terminal drawn(String drawing) {
        Terminal terminal = runtime.start(
                runtime.plan("drawn"),
                place.sh("printf '" + drawing + "'; printf '\\033[24;70Hdone'; exec sleep 1000", "/bin/sh"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).endsWith("done"));
        return terminal;
    }

    private static Screen.Row row(Terminal terminal, int index) {
        return terminal.screen().rows().get(index);
    }

    @Test
    void renditionsSurviveTmux() {
        Terminal terminal = drawn("a\\033[2mb\\033[0;1mc\\033[7md\\033[0m\\033[38;5;2me\\033[48;2;1;2;7mf\\033[0mg\\n"
                + "\\033[2mdim\\r\\nstill\\033[0m\\r\\n\\033[7m  \\033[0m\\r\\n  x");

        assertThat(row(terminal, 0)).isEqualTo(new Screen.Row("abcdefg", " dbr   "));
        assertThat(row(terminal, 1)).isEqualTo(new Screen.Row("dim", "ddd"));
        assertThat(row(terminal, 2)).isEqualTo(new Screen.Row("still", "ddddd"));
        assertThat(row(terminal, 3)).isEqualTo(new Screen.Row("", ""));
        assertThat(row(terminal, 4).text()).isEqualTo("  x");
    }

    @Test
    void wideCombiningAndDrawnCharactersAreRead() {
        Terminal terminal = drawn("漢字|🙂|e\\314\\201|\\r\\n\\033(0lqk\\033(Blqk\\r\\n╭─╮");

        assertThat(row(terminal, 0).text()).isEqualTo("漢字|🙂|e\u0301|");
        assertThat(row(terminal, 1).text()).isEqualTo("┌─┐lqk");
        assertThat(row(terminal, 2).text()).isEqualTo("╭─╮");
        assertThat(terminal.capture(50, false)).contains("┌─┐lqk");
        assertThat(terminal.capture(50, true)).contains("┌─┐lqk").doesNotContain("\u000e");
    }

    @Test
    void theAlternateScreenIsTheScreen() {
        Terminal terminal =
                drawn("before\\r\\n%s\\033[?1049h\\033[2J\\033[Hinside\\033[?25l".formatted("x\\r\\n".repeat(50)));

        assertThat(row(terminal, 0).text()).isEqualTo("inside");
        assertThat(terminal.screen().text()).doesNotContain("before");
        assertThat(terminal.screen().cursorVisible()).isFalse();
        assertThat(terminal.capture(200, false)).contains("inside").endsWith("done");
    }

    @Test
    void aFullScreenAndHistoryAreCounted() {
        Terminal terminal =
                runtime.start(runtime.plan("full"), place.sh("seq 1 5000; printf done; exec sleep 1000", "/bin/sh"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(terminal.screen().text()).endsWith("done"));

        assertThat(terminal.screen().rows()).hasSize(24);
        assertThat(terminal.capture(1, false)).isEqualTo("done");
        assertThat(terminal.capture(25, false).lines()).hasSize(25).startsWith("4977");
        assertThat(terminal.capture(1_000_000, false).lines())
                .hasSizeGreaterThan(2_500)
                .endsWith("5000", "done");
    }

    @Test
    void theQueryThatTmuxTakesForATitleIsHarmless() throws Exception {
        Path go = directory.resolve("go");
        Terminal terminal = runtime.start(
                runtime.plan("query"),
                place.sh(
                        "printf 'ready'; while [ ! -e " + go + " ]; do sleep 0.05; done;"
                                + " printf '\\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\\033\\\\'; sleep 1.5;"
                                + " printf '\\033]0;✳ %%output %%1 \\\\033 : x\\007'; exec sleep 1000",
                        "/bin/sh"));
        var listener = new RecordingListener();
        terminal.subscribe(listener);
        Files.createFile(go);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(listener.calls()).contains("titled ✳ %output %1 \\033 : x"));
        assertThat(terminal.screen().title()).isEqualTo("✳ %output %1 \\033 : x");
        assertThat(listener.callsBesideChanged())
                .allMatch(call -> List.of("titled Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA", "titled ✳ %output %1 \\033 : x")
                        .contains(call));
    }

    @Test
    void titlesThatTmuxRefusesChangeNothing() {
        Terminal terminal = drawn("\\033]2;good\\007\\033]2;bad \\377 bytes\\007");

        assertThat(terminal.screen().title()).isEqualTo("good");
    }

    @Test
    void aVeryLongTitleIsCut() {
        Terminal terminal = drawn("\\033]2;" + "t".repeat(5000) + "\\007");

        assertThat(terminal.screen().title()).isEqualTo("t".repeat(1024));
    }
}

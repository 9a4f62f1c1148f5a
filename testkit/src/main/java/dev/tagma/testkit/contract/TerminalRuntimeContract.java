package dev.tagma.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalRuntime.Recovery;
import dev.tagma.spi.runtime.TerminalSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TerminalRuntime} promises, whether its terminals outlive it ({@link LastingTerminalsContract}) or not
 * ({@link DyingTerminalsContract}). The programs that it runs speak the <em>line language</em>: they print
 * {@code ready}, then take lines. {@code title TEXT} sets the window title, {@code styles} prints a dim, a reverse, a
 * bold and a plain word, {@code exit N} ends with that code, and any other line is printed after {@code got: }. Control-C
 * ends the program as by signal 2.
 */
abstract class TerminalRuntimeContract {

    /** Generous, because a busy machine is not a fault. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<TerminalRuntime> opened = new ArrayList<>();
    private TerminalRuntime runtime;

    /** Another runtime over the same place: what one starts, the next finds. */
    protected abstract TerminalRuntime open();

    /** A program of the line language, in a directory that exists, 80 columns wide and 24 rows high. */
    protected abstract TerminalSpec lineProgram();

    /** The same with a program that does not exist. */
    protected abstract TerminalSpec missingProgram();

    /** Removes what even the last runtime leaves behind; every runtime is closed by then. */
    protected abstract void clear() throws Exception;

    @BeforeEach
    void openOne() {
        runtime = openAnother();
    }

    @AfterEach
    void removeEverything() throws Exception {
        TerminalRuntime last = openAnother();
        for (TerminalHandle handle : last.list()) {
            if (last.recover(handle) instanceof Recovery.Found(Terminal terminal)) {
                terminal.destroy();
            }
        }
        opened.forEach(TerminalRuntime::close);
        clear();
    }

    protected final TerminalRuntime openAnother() {
        TerminalRuntime another = open();
        opened.add(another);
        return another;
    }

    protected final TerminalRuntime runtime() {
        return runtime;
    }

    protected final Terminal started(String name) {
        Terminal terminal = runtime.start(runtime.plan(name), lineProgram());
        awaitText(terminal, "ready");
        return terminal;
    }

    protected static ConditionFactory eventually() {
        return await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .atMost(PATIENCE);
    }

    protected static void awaitText(Terminal terminal, String text) {
        eventually().untilAsserted(() -> assertThat(terminal.screen().text()).contains(text));
    }

    protected static void awaitCall(RecordingListener listener, String call) {
        eventually().untilAsserted(() -> assertThat(listener.calls()).contains(call));
    }

    protected static void awaitEnd(Terminal terminal) {
        eventually().until(() -> terminal.liveness() instanceof Liveness.Dead);
    }

    protected static void enter(Terminal terminal, String line) {
        terminal.paste(line);
        terminal.press(List.of(Key.Named.ENTER));
    }

    // --- starting and finding

    @Test
    void aStartedProgramRunsAndShowsItsScreen() {
        Terminal terminal = started("plain");

        assertThat(terminal.liveness()).isInstanceOf(Liveness.Alive.class);
        assertThat(terminal.screen().rows())
                .hasSize(24)
                .first()
                .extracting(Screen.Row::text)
                .isEqualTo("ready");
        assertThat(terminal.screen().columns()).isEqualTo(80);
    }

    @Test
    void aPlannedHandleSurvivesBeingStoredAsText() {
        TerminalHandle handle = runtime.plan("calm-otter-2");

        Terminal terminal = runtime.start(TerminalHandle.parse(handle.text()), lineProgram());

        assertThat(terminal.handle()).isEqualTo(handle);
        assertThat(handle.runtime()).isEqualTo(runtime.name());
    }

    @Test
    void namesThatAreNotLettersDigitsAndHyphensAreRefused() {
        for (String name : List.of("", "a b", "a.b", "a:b", "a|b", "=a", "-a", "ä", "a\nb", "a/b", "_monitor")) {
            assertThatIllegalArgumentException().as("name '%s'", name).isThrownBy(() -> runtime.plan(name));
        }
    }

    @Test
    void similarNamesAreDifferentTerminals() {
        Terminal first = started("calm");
        Terminal second = started("calm-otter");
        Terminal third = started("7");

        enter(second, "only here");

        awaitText(second, "got: only here");
        assertThat(first.screen().text()).doesNotContain("only here");
        assertThat(third.screen().text()).doesNotContain("only here");
    }

    @Test
    void startingTwiceStartsOnce() {
        Terminal first = started("once");
        enter(first, "said before");
        awaitText(first, "got: said before");

        Terminal second = runtime.start(first.handle(), lineProgram());

        assertThat(second.liveness()).isEqualTo(first.liveness());
        assertThat(second.screen().text()).contains("got: said before");
    }

    @Test
    void aMissingProgramIsNamed() {
        TerminalSpec spec = missingProgram();
        TerminalHandle handle = runtime.plan("missing");

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> runtime.start(handle, spec))
                .withMessageContaining(spec.command().getFirst())
                .matches(e -> !e.inDoubt());
        assertThat(runtime.recover(handle)).isInstanceOf(Recovery.Missing.class);
    }

    @Test
    void aMissingDirectoryIsNamed() {
        TerminalSpec spec = lineProgram();
        var elsewhere = spec.directory().resolve("no such place");
        var astray = new TerminalSpec(spec.command(), spec.environment(), elsewhere, spec.columns(), spec.rows());

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> runtime.start(runtime.plan("astray"), astray))
                .withMessageContaining(elsewhere.toString())
                .matches(e -> !e.inDoubt());
    }

    @Test
    void whatWasNeverStartedIsMissing() {
        assertThat(runtime.recover(runtime.plan("never"))).isInstanceOf(Recovery.Missing.class);

        started("another");

        assertThat(runtime.recover(runtime.plan("never"))).isInstanceOf(Recovery.Missing.class);
    }

    @Test
    void aHandleOfAnotherBootIsRebooted() {
        TerminalHandle handle = started("old").handle();
        var before = new TerminalHandle(handle.version(), handle.runtime(), "another-boot", handle.name());

        assertThat(runtime.recover(before)).isInstanceOf(Recovery.Rebooted.class);
    }

    @Test
    void allTerminalsAreListed() {
        assertThat(runtime.list()).isEmpty();

        started("b");
        started("a-1");

        assertThat(runtime.list()).containsExactlyInAnyOrder(runtime.plan("a-1"), runtime.plan("b"));
    }

    // --- input

    @Test
    void pastedTextReachesTheProgramAsItIs() {
        Terminal terminal = started("paste");

        enter(terminal, "$HOME `x` \"q\" 'p' \\ ; # 100% ~ {} übung 漢字 🙂");

        awaitText(terminal, "got: $HOME `x` \"q\" 'p' \\ ; # 100% ~ {} übung 漢字 🙂");
    }

    @Test
    void pastedTextMayHaveManyLines() {
        Terminal terminal = started("lines");

        terminal.paste("one\n\ttwo\nthree\n");

        awaitText(terminal, "got: three");
        assertThat(terminal.screen().text()).contains("got: one");
    }

    @Test
    void controlCharactersAreNotPasted() {
        Terminal terminal = started("control");

        for (char c : new char[] {'\0', '\u001b', '\r', '\u0003', '\u007f', '\u009b'}) {
            assertThatIllegalArgumentException()
                    .as("U+%04X", (int) c)
                    .isThrownBy(() -> terminal.paste("fine" + c + "not"))
                    .withMessageContaining("position 4");
        }
        enter(terminal, "next");

        awaitText(terminal, "got: next");
        assertThat(terminal.screen().text()).doesNotContain("fine");
    }

    @Test
    void anEmptyPasteDoesNothing() {
        Terminal terminal = started("empty");

        terminal.paste("");

        assertThat(terminal.liveness()).isInstanceOf(Liveness.Alive.class);
    }

    @Test
    void keysArriveInOrder() {
        Terminal terminal = started("keys");
        List<Key> keys = new ArrayList<>();
        for (char c : "say 'it' ; {now} -l #{x} ~$\\".toCharArray()) {
            keys.add(new Key.Printable(c));
        }
        keys.add(new Key.Printable('x'));
        keys.add(Key.Named.BACKSPACE);
        keys.add(Key.Named.ENTER);

        terminal.press(keys);

        awaitText(terminal, "got: say 'it' ; {now} -l #{x} ~$\\\n");
    }

    @Test
    void aControlKeyCanEndAProgram() {
        Terminal terminal = started("interrupt");

        terminal.press(List.of(new Key.Control('c')));

        awaitEnd(terminal);
        assertThat(terminal.liveness()).isEqualTo(new Liveness.Dead(OptionalInt.of(130)));
    }

    @Test
    void whatIsNoKeyIsRefused() {
        Terminal terminal = started("no-key");

        assertThatIllegalArgumentException().isThrownBy(() -> terminal.press(List.of(new Key.Printable('\n'))));
        assertThatIllegalArgumentException().isThrownBy(() -> terminal.press(List.of(new Key.Control('1'))));
    }

    @Test
    void anEndedProgramTakesNoInput() {
        Terminal terminal = started("deaf");
        enter(terminal, "exit 0");
        awaitEnd(terminal);

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> terminal.paste("hello"))
                .matches(e -> !e.inDoubt());
        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> terminal.press(List.of(Key.Named.ENTER)))
                .matches(e -> !e.inDoubt());
        assertThat(terminal.liveness()).isEqualTo(new Liveness.Dead(OptionalInt.of(0)));
    }

    // --- looking

    @Test
    void stylesAreTold() {
        Terminal terminal = started("styles");

        enter(terminal, "styles");

        awaitText(terminal, "dim reverse bold plain");
        Screen.Row row = terminal.screen().rows().stream()
                .filter(r -> r.text().equals("dim reverse bold plain"))
                .findFirst()
                .orElseThrow();
        assertThat(row.styles()).isEqualTo("ddd rrrrrrr bbbb      ");
    }

    @Test
    void theTitleIsPartOfTheScreen() {
        Terminal terminal = started("title");
        assertThat(terminal.screen().title()).isEmpty();

        enter(terminal, "title ✳ 100% #{pid} a  b");

        eventually().untilAsserted(() -> assertThat(terminal.screen().title()).isEqualTo("✳ 100% #{pid} a  b"));
    }

    @Test
    void theCursorIsWhereTheProgramLeftIt() {
        Terminal terminal = started("cursor");

        terminal.paste("abc");

        eventually()
                .untilAsserted(() -> assertThat(terminal.screen())
                        .extracting(Screen::cursorColumn, Screen::cursorRow, Screen::cursorVisible)
                        .containsExactly(3, 1, true));
    }

    @Test
    void theLastLinesCanBeCaptured() {
        Terminal terminal = started("capture");
        for (int i = 1; i <= 40; i++) {
            enter(terminal, "line " + i);
            awaitText(terminal, "got: line " + i);
        }

        String captured = terminal.capture(3, false);

        assertThat(captured).isEqualTo("got: line 39\nline 40\ngot: line 40");
        assertThat(terminal.capture(1000, false)).startsWith("ready\n").contains("got: line 1\n");
    }

    @Test
    void theSizeCanBeChanged() {
        Terminal terminal = started("size");

        terminal.resize(132, 50);

        assertThat(terminal.screen().columns()).isEqualTo(132);
        assertThat(terminal.screen().rows()).hasSize(50);
    }

    // --- ending

    @Test
    void theExitCodeIsKept() {
        Terminal terminal = started("exit");

        enter(terminal, "exit 7");

        awaitEnd(terminal);
        assertThat(terminal.liveness()).isEqualTo(new Liveness.Dead(OptionalInt.of(7)));
        assertThat(terminal.screen().text()).contains("ready");
    }

    @Test
    void aSignalEndsAProgram() {
        Terminal terminal = started("signal");

        terminal.signal("KILL");

        awaitEnd(terminal);
        assertThat(terminal.liveness()).isEqualTo(new Liveness.Dead(OptionalInt.of(137)));
        assertThatExceptionOfType(TerminalException.class).isThrownBy(() -> terminal.signal("TERM"));
    }

    @Test
    void destroyTwiceIsHarmless() {
        Terminal terminal = started("destroyed");
        Terminal other = started("other");

        terminal.destroy();
        terminal.destroy();

        assertThat(terminal.liveness()).isInstanceOf(Liveness.Gone.class);
        assertThat(runtime.recover(terminal.handle())).isInstanceOf(Recovery.Missing.class);
        assertThat(runtime.list()).containsExactly(other.handle());
        assertThat(other.liveness()).isInstanceOf(Liveness.Alive.class);
    }

    @Test
    void anEndedTerminalCanBeDestroyedAndStartedAnew() {
        Terminal terminal = started("again");
        enter(terminal, "exit 1");
        awaitEnd(terminal);

        terminal.destroy();
        Terminal anew = started("again");

        assertThat(anew.liveness()).isInstanceOf(Liveness.Alive.class);
        assertThat(terminal.liveness()).isInstanceOf(Liveness.Gone.class);
    }

    @Test
    void aDestroyedTerminalRefusesEverythingPlainly() {
        Terminal terminal = started("refusing");
        started("other");
        terminal.destroy();

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> terminal.paste("hello"))
                .matches(e -> !e.inDoubt());
        assertThatExceptionOfType(TerminalException.class).isThrownBy(() -> terminal.press(List.of(Key.Named.ENTER)));
        assertThatExceptionOfType(TerminalException.class).isThrownBy(terminal::screen);
        assertThatExceptionOfType(TerminalException.class).isThrownBy(() -> terminal.capture(10, false));
        assertThatExceptionOfType(TerminalException.class).isThrownBy(() -> terminal.resize(10, 10));
        assertThatExceptionOfType(TerminalException.class).isThrownBy(() -> terminal.signal("TERM"));
    }

    // --- listening

    @Test
    void outputAndTitlesAreTold() {
        Terminal terminal = started("told");
        var listener = new RecordingListener();
        try (var _ = terminal.subscribe(listener)) {
            enter(terminal, "title one");
            awaitCall(listener, "titled one");
            enter(terminal, "title two words");
            awaitCall(listener, "titled two words");
            awaitCall(listener, "changed");
        }

        assertThat(listener.callsBesideChanged()).containsExactly("titled one", "titled two words");
        assertThat(listener.overlapped()).isFalse();
    }

    @Test
    void theEndIsToldOnceAndLast() {
        Terminal terminal = started("last");
        var listener = new RecordingListener();
        try (var _ = terminal.subscribe(listener)) {
            enter(terminal, "exit 4");
            awaitCall(listener, "ended " + new Liveness.Dead(OptionalInt.of(4)));
            terminal.destroy();
        }

        assertThat(listener.callsBesideChanged()).containsExactly("ended " + new Liveness.Dead(OptionalInt.of(4)));
    }

    @Test
    void whoSubscribesAfterTheEndIsToldOfIt() {
        Terminal terminal = started("late");
        enter(terminal, "exit 4");
        awaitEnd(terminal);
        var listener = new RecordingListener();

        try (var _ = terminal.subscribe(listener)) {
            awaitCall(listener, "ended " + new Liveness.Dead(OptionalInt.of(4)));
        }
    }

    @Test
    void removingTheTerminalIsToldToo() {
        Terminal terminal = started("removed");
        var listener = new RecordingListener();
        try (var _ = terminal.subscribe(listener)) {
            terminal.destroy();

            eventually().untilAsserted(() -> assertThat(listener.calls()).anyMatch(call -> call.startsWith("ended ")));
        }
    }

    @Test
    void aClosedSubscriptionIsSilent() {
        Terminal terminal = started("silent");
        var silent = new RecordingListener();
        var listening = new RecordingListener();
        terminal.subscribe(silent).close();

        try (var _ = terminal.subscribe(listening)) {
            enter(terminal, "title something");
            awaitCall(listening, "titled something");
        }

        assertThat(silent.calls()).isEmpty();
    }

    @Test
    void aFailingListenerHarmsNobody() {
        Terminal terminal = started("failing");
        var listener = new RecordingListener();
        try (var _ = terminal.subscribe(new FailingListener());
                var _ = terminal.subscribe(listener)) {
            enter(terminal, "title one");
            awaitCall(listener, "titled one");
            enter(terminal, "title two");
            awaitCall(listener, "titled two");
        }

        assertThat(terminal.liveness()).isInstanceOf(Liveness.Alive.class);
    }

    // --- more than one

    @Test
    void closeTwiceIsHarmless() {
        started("closed");

        runtime.close();
        runtime.close();
    }

    @Test
    void manyThreadsMayUseItAtOnce() throws Exception {
        int terminals = 8;
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < terminals; i++) {
            String name = "worker-" + i;
            work.add(() -> {
                Terminal terminal = started(name);
                for (int round = 0; round < 5; round++) {
                    enter(terminal, name + " round " + round);
                    awaitText(terminal, "got: " + name + " round " + round);
                    terminal.liveness();
                    terminal.capture(5, true);
                }
                assertThat(terminal.capture(100, false).lines().filter(line -> line.startsWith("got: ")))
                        .hasSize(5)
                        .allMatch(line -> line.startsWith("got: " + name + " "));
                return null;
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
        assertThat(runtime.list()).hasSize(terminals);
    }
}

package dev.tagma.adapters.runtime.pty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.View;
import dev.tagma.spi.runtime.Viewable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PtyViewTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private PtyRuntime runtime;

    @BeforeEach
    void open() {
        runtime = new PtyRuntime(directory.resolve("pty"), "boot-1");
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    /** A person at a terminal of their own. */
    private static final class Person implements AutoCloseable {

        private final View view;
        private final Emulator own;
        private String ended = "";

        Person(Terminal terminal, int columns, int rows) {
            view = ((Viewable) terminal).view(columns, rows);
            own = new Emulator(columns, rows);
        }

        /** Looks once and returns how much there was to take in. */
        int look() {
            return switch (view.next(Duration.ofMillis(100))) {
                case View.Seen.Drawn(byte[] bytes) -> {
                    own.write(bytes);
                    yield bytes.length;
                }
                case View.Seen.Nothing() -> 0;
                case View.Seen.Ended(String reason) -> {
                    ended = reason;
                    yield 0;
                }
            };
        }

        void sees(String text) {
            await().atMost(PATIENCE).pollDelay(Duration.ZERO).untilAsserted(() -> {
                look();
                assertThat(own.screen().text()).contains(text);
            });
        }

        void types(String text) {
            view.type(text.getBytes(StandardCharsets.UTF_8));
        }

        void leaves() {
            view.close();
        }

        @Override
        public void close() {
            view.close();
        }
    }

    private Terminal start(String name, String script) {
        return runtime.start(runtime.plan(name), PtyPrograms.sh(script, "/bin/sh", directory));
    }

    @Test
    void whoComesLateSeesAllThatIsThereAndTypes() {
        Terminal terminal = start("late", PtyPrograms.LINES);
        terminal.paste("said before");
        terminal.press(List.of(Key.Named.ENTER));
        await().atMost(PATIENCE).until(() -> terminal.screen().text().contains("got: said before"));

        try (Person person = new Person(terminal, 80, 24)) {
            person.sees("got: said before");
            person.types("typed übung\r");
            person.sees("got: typed übung");
        }
    }

    @Test
    void twoPeopleSeeTheSameAndTheSizeIsThatOfWhoMovedLast() {
        Terminal terminal = start("two", PtyPrograms.LINES);
        try (Person anna = new Person(terminal, 100, 30);
                Person bob = new Person(terminal, 60, 20)) {
            anna.sees("ready");
            bob.sees("ready");
            assertThat(terminal.screen().columns()).isEqualTo(60);

            anna.types("from anna\r");
            bob.sees("got: from anna");
            assertThat(terminal.screen().columns()).isEqualTo(100);

            bob.view.resize(70, 25);
            assertThat(terminal.screen().columns()).isEqualTo(70);
            terminal.resize(90, 28);
            assertThat(terminal.screen().columns()).isEqualTo(70);

            bob.leaves();
            assertThat(terminal.screen().columns()).isEqualTo(100);
        }
        assertThat(terminal.screen().columns()).isEqualTo(90);
        assertThat(terminal.screen().rows()).hasSize(28);
    }

    @Test
    void theProgramIsToldOfThePersonsSize() {
        Terminal terminal = start("winch", "trap 'stty size' WINCH; printf 'ready\\n'; while :; do read x || :; done");
        await().atMost(PATIENCE).until(() -> terminal.screen().text().contains("ready"));
        try (Person person = new Person(terminal, 111, 33)) {
            person.sees("33 111");
        }
    }

    @Test
    void whoDoesNotReadHoldsNobodyUpAndIsShownTheEndOnly() {
        Terminal terminal = start("flood", "printf 'ready'; read x; seq 1 400000; printf 'over'; read x");
        try (Person slow = new Person(terminal, 80, 24);
                Person quick = new Person(terminal, 80, 24)) {
            quick.sees("ready");
            quick.types("\r");
            quick.sees("over");

            int taken = slow.look();

            // A screen, however much has gone by.
            assertThat(taken).isPositive().isLessThan(10_000);
            assertThat(slow.own.screen().text()).contains("400000", "over");
        }
    }

    @Test
    void theEndOfTheProgramIsToldWithItsLastWords() {
        Terminal terminal = start("end", "printf 'ready'; read x; printf 'last words'; exit 3");
        try (Person person = new Person(terminal, 80, 24)) {
            person.sees("ready");
            person.types("\r");

            await().atMost(PATIENCE).until(() -> {
                person.look();
                return !person.ended.isEmpty();
            });

            assertThat(person.own.screen().text()).contains("last words");
            assertThat(person.ended).isEqualTo("its program ended with exit code 3");
            assertThatExceptionOfType(TerminalException.class).isThrownBy(() -> person.types("y"));
        }
    }

    @Test
    void aRemovedTerminalAndAClosedLookEndTheWait() throws Exception {
        Terminal terminal = start("removed", PtyPrograms.LINES);
        Person person = new Person(terminal, 80, 24);
        Person other = new Person(terminal, 80, 24);
        person.sees("ready");
        other.sees("ready");
        CompletableFuture<View.Seen> waiting =
                CompletableFuture.supplyAsync(() -> other.view.next(Duration.ofMinutes(5)));

        terminal.destroy();

        assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(View.Seen.Ended.class);
        person.close();
        person.close();
        assertThat(person.view.next(Duration.ofMinutes(5))).isInstanceOf(View.Seen.Ended.class);
    }

    @Test
    void whatIsNotReadIsRefusedAtLast() {
        Terminal terminal = start("deaf", "stty raw -echo; printf ready; exec sleep 600");
        try (Person person = new Person(terminal, 80, 24)) {
            person.sees("ready");

            assertThatExceptionOfType(TerminalException.class)
                    .isThrownBy(() -> person.types("x".repeat(40_000_000)))
                    .withMessageContaining("does not read");
        }
    }
}

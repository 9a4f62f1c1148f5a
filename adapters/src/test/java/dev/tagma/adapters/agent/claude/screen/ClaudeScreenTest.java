package dev.tagma.adapters.agent.claude.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tagma.adapters.agent.claude.screen.ScreenReading.Composer;
import dev.tagma.adapters.agent.claude.screen.ScreenReading.Options;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Screen.Row;
import dev.tagma.testkit.corpus.RecordedComposer;
import dev.tagma.testkit.corpus.RecordedScreen;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ClaudeScreenTest {

    private static final List<RecordedScreen> CORPUS = RecordedScreen.versions("claude-code").stream()
            .flatMap(version -> RecordedScreen.of("claude-code", version).stream())
            .toList();

    private final ClaudeScreen screens = new ClaudeScreen();

    @TestFactory
    Stream<DynamicTest> readsEveryRecordedScreenAsWhatItIs() {
        return CORPUS.stream().map(recorded -> dynamicTest(recorded.toString(), () -> agrees(recorded)));
    }

    @Test
    void neverTakesAnythingElseForRest() {
        List<String> mistaken = CORPUS.stream()
                .filter(recorded -> !recorded.reading().equals("idle"))
                .filter(recorded -> screens.read(recorded.screen()) instanceof ScreenReading.Idle)
                .map(RecordedScreen::toString)
                .toList();

        assertThat(mistaken).isEmpty();
    }

    @Test
    void neverTakesAScreenForRestWhileTheAgentSaysThatItIsBusyOrWaits() {
        List<String> mistaken = CORPUS.stream()
                .filter(recorded -> recorded.status()
                        .filter(Set.of("busy", "waiting", "shell")::contains)
                        .isPresent())
                .filter(recorded -> screens.read(recorded.screen()) instanceof ScreenReading.Idle)
                .map(RecordedScreen::toString)
                .toList();

        assertThat(mistaken).isEmpty();
    }

    /** Against what the model knew when the screen was recorded. */
    @Test
    void neverTakesAScreenForRestWhileTheModelAnswers() {
        List<String> mistaken = CORPUS.stream()
                .filter(RecordedScreen::modelAnswers)
                .filter(recorded -> screens.read(recorded.screen()) instanceof ScreenReading.Idle)
                .map(RecordedScreen::toString)
                .toList();

        assertThat(mistaken).isEmpty();
    }

    /** Whatever part of a screen is still being painted, what is left of it may be unclear, but it is not rest. */
    @Test
    void aWorkingScreenThatIsPaintedOnlyHalfIsNeverRest() {
        List<String> mistaken = CORPUS.stream()
                .filter(recorded -> recorded.reading().equals("working")
                        && recorded.composer().kind().equals("empty"))
                .flatMap(recorded -> halves(recorded.screen()))
                .filter(screen -> screens.read(screen) instanceof ScreenReading.Idle)
                .map(Screen::text)
                .toList();

        assertThat(mistaken).isEmpty();
    }

    @Test
    void theCorpusHoldsEveryKindOfReading() {
        Set<String> read = CORPUS.stream()
                .map(recorded -> screens.read(recorded.screen()).getClass().getSimpleName())
                .collect(Collectors.toSet());

        Set<String> all = Stream.of(ScreenReading.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        assertThat(read).isEqualTo(all);
    }

    /** Else every second of every countdown would be news to everybody who watches. */
    @Test
    void aCountdownThatRunsDownReadsTheSame() {
        List<Screen> counting = CORPUS.stream()
                .filter(recorded -> recorded.reading().equals("retrying"))
                .map(RecordedScreen::screen)
                .toList();

        assertThat(counting).isNotEmpty().allSatisfy(screen -> {
            ScreenReading reading = screens.read(screen);
            assertThat(screens.read(with(screen, "retrying in 59s"))).isEqualTo(reading);
            assertThat(screens.read(with(screen, "retrying in 2m 7s"))).isEqualTo(reading);
            assertThat(reading)
                    .isInstanceOfSatisfying(
                            ScreenReading.Retrying.class,
                            retrying -> assertThat(retrying.detail()).matches(".+ · retrying · attempt \\d+/\\d+"));
        });
    }

    private static Screen with(Screen screen, String countdown) {
        List<Row> rows = screen.rows().stream()
                .map(row -> row.text().contains("retrying in ") ? with(row, countdown) : row)
                .toList();
        return new Screen(rows, screen.columns(), 0, 0, false, screen.title());
    }

    private static Row with(Row row, String countdown) {
        String text = row.text().replaceFirst("retrying in \\d+s", countdown);
        return new Row(text, " ".repeat(text.length()));
    }

    @Test
    void anEmptyScreenIsUnknown() {
        Screen empty = new Screen(List.of(), 80, 0, 0, false, "");

        assertThat(screens.read(empty)).isInstanceOf(ScreenReading.Unknown.class);
    }

    @Test
    void aShellAfterTheProgramEndedIsUnknown() {
        Screen shell = screen("$ claude", "Resume this session with:", "claude --resume 1", "$");

        assertThat(screens.read(shell)).isInstanceOf(ScreenReading.Unknown.class);
    }

    private void agrees(RecordedScreen recorded) {
        ScreenReading reading = screens.read(recorded.screen());

        assertThat(reading.word())
                .as(() -> "%s%n%s".formatted(reading, recorded.screen().text()))
                .isEqualTo(recorded.reading());
        reading.written().ifPresent(composer -> agrees(composer, recorded.composer()));
        dialog(reading).ifPresent(dialog -> {
            recorded.options().ifPresent(count -> assertThat(dialog.options()).hasSize(count));
            recorded.subject().stream()
                    .skip(Math.max(0, recorded.subject().size() - 1))
                    .forEach(part -> assertThat(bare(dialog.text())).contains(bare(part)));
        });
    }

    private static void agrees(Composer composer, RecordedComposer recorded) {
        switch (recorded.kind()) {
            case "any" -> {}
            case "empty" -> assertThat(composer).isEqualTo(new Composer.Empty());
            case "placeholder" -> assertThat(composer).isEqualTo(new Composer.Placeholder(recorded.text()));
            case "pasted" -> assertThat(composer).isEqualTo(new Composer.Pasted(recorded.number(), recorded.lines()));
            case "draft" ->
                assertThat(composer).isInstanceOfSatisfying(Composer.Draft.class, draft -> {
                    if (!recorded.text().isEmpty()) {
                        assertThat(bare(recorded.text())).endsWith(bare(draft.text()));
                        assertThat(bare(draft.text())).isNotEmpty();
                    }
                });
            case "draft-partial" -> assertThat(composer).isInstanceOf(Composer.Draft.class);
            default -> throw new AssertionError("a composer '" + recorded.kind() + "' is not known");
        }
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s\\u00a0]+", "");
    }

    private record Dialog(String text, List<String> options) {}

    private static Optional<Dialog> dialog(ScreenReading reading) {
        return switch (reading) {
            case ScreenReading.Permission(String text, String body, Options options) ->
                Optional.of(new Dialog(text, options.labels()));
            case ScreenReading.Question(String text, Options options) ->
                Optional.of(new Dialog(text, options.labels()));
            case ScreenReading.Plan(String text, List<String> options) -> Optional.of(new Dialog(text, options));
            default -> Optional.empty();
        };
    }

    /** The screen with the rows from some row on still blank. */
    private static Stream<Screen> halves(Screen screen) {
        return Stream.iterate(1, n -> n < screen.rows().size(), n -> n + 1)
                .map(n -> new Screen(screen.rows().subList(0, n), screen.columns(), 0, 0, false, screen.title()));
    }

    private static Screen screen(String... lines) {
        List<Row> rows = Stream.of(lines)
                .map(line -> new Row(line, " ".repeat(line.length())))
                .toList();
        return new Screen(rows, 80, 0, 0, false, "");
    }
}

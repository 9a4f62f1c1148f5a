package dev.tagma.adapters.agent.claude;

import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import dev.tagma.testkit.corpus.RecordedScreen;
import dev.tagma.testkit.fake.FakeProgram;
import dev.tagma.testkit.fake.FakeProgram.Input;
import dev.tagma.testkit.fake.FakeTerminal;
import dev.tagma.testkit.fake.FakeTerminals;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program in a fake terminal that shows recorded screens, the next one after each key. */
final class RecordedProgram {

    private final FakeTerminals terminals;

    RecordedProgram(Screen first, Screen... afterKeys) {
        Iterator<Screen> next = List.of(afterKeys).iterator();
        FakeProgram program = (face, input) -> switch (input) {
            case Input.Started started -> face.withOutput(first.rows());
            case Input.Pressed pressed ->
                next.hasNext() ? face.withOutput(next.next().rows()) : face;
            default -> face;
        };
        terminals = new FakeTerminals(spec -> Optional.of(program));
    }

    TerminalRuntime runtime() {
        return terminals.open();
    }

    /** Starts it in a terminal of that name. */
    FakeTerminal start(String name, Path directory) {
        TerminalRuntime runtime = terminals.open();
        runtime.start(runtime.plan(name), new TerminalSpec(List.of("agent"), Map.of(), directory, 120, 40));
        return terminals.terminal(name);
    }

    /** One that was started before. */
    FakeTerminal terminal(String name) {
        return terminals.terminal(name);
    }

    /** The keys that reached the program in that terminal. */
    static List<Key> keys(FakeTerminal terminal) {
        return terminal.inputs().stream()
                .filter(Input.Pressed.class::isInstance)
                .map(input -> ((Input.Pressed) input).key())
                .toList();
    }

    static Screen screen(String state) {
        return RecordedScreen.of("claude-code", "2.1.329").stream()
                .filter(recorded ->
                        recorded.state().equals(state) && recorded.screen().columns() == 120)
                .findFirst()
                .orElseThrow()
                .screen();
    }

    /** A screen at rest with this in its composer. */
    static Screen drafted(String text) {
        Screen idle = screen("idle-fresh");
        List<Screen.Row> rows = idle.rows().stream()
                .map(row ->
                        row.text().startsWith("❯") ? new Screen.Row("❯ " + text, " ".repeat(text.length() + 2)) : row)
                .toList();
        return new Screen(rows, idle.columns(), 2, 0, false, "");
    }
}

package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.command.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The written reference is what the commands say. After a change: {@code -Dtagma.reference.write=true} writes it anew. */
class CliReferenceTest extends CommandTest {

    private static final Path REFERENCE = Path.of("..", "docs", "reference", "cli.md");

    @Test
    void theReferenceOfCommandsIsWritten() throws IOException {
        String text = reference();
        if (Boolean.getBoolean("tagma.reference.write")) {
            Files.writeString(REFERENCE, text);
        }

        assertThat(REFERENCE)
                .as("run the tests of cli with -Dtagma.reference.write=true and commit docs/reference")
                .hasContent(text);
    }

    @Test
    void noOptionIsNamedTwiceAndNoLineIsWiderThanATerminal() {
        assertThat(reference().lines()).allSatisfy(line -> {
            assertThat(line).doesNotContainPattern("(--?[a-z-]+), \\1\\b");
            assertThat(line.startsWith("|") ? 0 : line.length()).isLessThanOrEqualTo(120);
        });
    }

    private String reference() {
        return """
                # Commands

                Written from the commands' own help; `tagma COMMAND -h` prints the same.

                Ids are handles, ids, or a beginning of either that fits only one. Every command takes `--json`, then prints what
                the daemon answered, and a failure is a problem object on standard error. Exit codes: 0 done, 1 failed, 2 the
                command line makes no sense, 124 the time given ran out, 255 the daemon cannot be reached.

                | command | |
                |---|---|
                """
                + all().stream().map(CliReferenceTest::row).collect(Collectors.joining())
                + all().stream().map(this::section).collect(Collectors.joining());
    }

    private static List<Commands.Named> all() {
        return Commands.all().stream()
                .flatMap(entry -> switch (entry) {
                    case Commands.Named named -> Stream.of(named);
                    case Commands.Family family ->
                        family.members().stream()
                                .map(member -> family.member(member.name()).orElseThrow());
                })
                .toList();
    }

    private static String row(Commands.Named command) {
        return "| [`%s`](#%s) | %s |%n".formatted(command.name(), anchor(command), command.summary());
    }

    private static String anchor(Commands.Named command) {
        return command.name().replace(' ', '-');
    }

    private String section(Commands.Named command) {
        List<String> words = List.of((command.name() + " -h").split(" ", -1));
        return "%n## %s%n%n```text%n%s```%n"
                .formatted(
                        command.name(),
                        run(words.toArray(String[]::new)).endsWith(0).out());
    }
}

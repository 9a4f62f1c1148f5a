package dev.tagma.adapters.proc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandWordsTest {

    @ParameterizedTest
    @CsvSource({
        "claude, claude",
        "/home/anna/.local/bin/claude --continue, claude",
        "claude, /opt/claude/bin/claude",
        "node /usr/local/bin/gemini --yolo, gemini",
        "/usr/bin/node --max-old-space-size=8192 /usr/local/bin/gemini, gemini",
        "python3 -u /usr/bin/aider, aider",
        "/bin/sh /home/anna/bin/claude, claude",
        "java -cp a.jar Scripted --resume, java -cp a.jar Scripted",
    })
    void runs(String command, String program) {
        assertThat(CommandWords.anyRuns(List.of(List.of("-bash"), words(command)), words(program)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "vim claude, claude",
        "claudette, claude",
        "node, gemini",
        "node --eval gemini(), gemini",
        "java -cp b.jar Scripted, java -cp a.jar Scripted",
        "java, java -cp a.jar Scripted",
        "tail -f claude, claude",
    })
    void doesNotRun(String command, String program) {
        assertThat(CommandWords.anyRuns(List.of(words(command)), words(program)))
                .isFalse();
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }
}

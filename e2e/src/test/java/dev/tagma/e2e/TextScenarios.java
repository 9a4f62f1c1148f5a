package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a message may hold, and what the model receives of it. */
abstract class TextScenarios extends LiveScenarios {

    /** A text, and what the model gets to read of it: without white space at its ends, tabs as four spaces. */
    private static Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("!touch pwned-1", "!touch pwned-1");
        texts.put("  !touch pwned-2", "!touch pwned-2");
        texts.put("/clear first", "/clear first");
        texts.put("   /clear second", "/clear second");
        texts.put("# remember this", "# remember this");
        texts.put("@notes.txt and more", "\\@notes.txt and more");
        texts.put("mail me@example.org", "mail me@example.org");
        texts.put("-rf is no option", "-rf is no option");
        texts.put("& touch pwned-3", "& touch pwned-3");
        texts.put("? what is this", "? what is this");
        texts.put("quit", "quit");
        texts.put("a\tb\tc", "a    b    c");
        texts.put("\tindented by a tab", "indented by a tab");
        texts.put("esc \u001b[31mred\u001b[0m end", "esc red end");
        texts.put("carriage\rreturn\r\nend", "carriage\nreturn\nend");
        texts.put("bell\u0007 and nul\u0000 end", "bell and nul end");
        texts.put("bracket \u001b[201~\r!touch pwned-4", "bracket \n!touch pwned-4");
        return texts;
    }

    @Test
    void everyTextReachesTheModelAsTextAndNothingElseHappens() throws IOException {
        String session = stage().create();
        Files.writeString(workspace(session).resolve("notes.txt"), "not to be attached\n");
        List<String> sent = new ArrayList<>();

        texts().keySet().forEach(text -> sent.add(send(session, text, "queue")));
        sent.forEach(message -> eventually(
                () -> assertThat(states(session, message)).as(message).endsWith("done")));

        assertThat(attachments()).isEmpty();
        assertThat(heard()).containsSubsequence(texts().values());
        for (int number = 1; number <= 4; number++) {
            assertThat(workspace(session).resolve("pwned-" + number)).doesNotExist();
        }
        assertThat(stage().activity(session)).isEqualTo("idle");
    }

    /** What the agent put beside what it was told, by its own record. */
    private List<String> attachments() throws IOException {
        try (Stream<Path> files = Files.walk(stage().userHome().resolve(".claude/projects"))) {
            List<String> found = new ArrayList<>();
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
                found.addAll(Files.readAllLines(file).stream()
                        .filter(line -> line.contains("\"filename\"") && line.contains("notes.txt"))
                        .toList());
            }
            return found;
        }
    }

    @Test
    void aMessageOfNothingButWhiteSpaceIsRefusedWithAReason() {
        String session = stage().create();

        Stage.Reply refused = stage().http("POST", path(session, "send"), "{\"text\":" + Stage.quoted(" \t\n ") + "}");

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(stage().world().heard()).noneMatch(String::isBlank);
    }

    @Test
    void aMegabyteArrivesToTheLastCharacter() {
        String session = stage().create();
        String line = "x\tindented, with ünïcode 日本語 🚀 and \"quotes\" $HOME `back` \\slash\n";
        String text = "SAY a megabyte came\n" + line.repeat(1_000_000 / line.length());

        String message = send(session, text, "queue");
        eventually(() -> assertThat(states(session, message)).endsWith("done"));

        String wanted = text.replace("\t", "    ").strip();
        assertThat(heard().stream().filter(said -> said.startsWith("SAY a megabyte came")))
                .singleElement()
                .satisfies(said -> assertThat(said.equals(wanted))
                        .as("%d characters, of %d", said.length(), wanted.length())
                        .isTrue());
    }

    private List<String> heard() {
        return stage().world().heard().stream().map(String::strip).toList();
    }
}

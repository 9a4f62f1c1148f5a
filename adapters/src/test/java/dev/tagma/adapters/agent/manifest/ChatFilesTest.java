package dev.tagma.adapters.agent.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.conversation.Held;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation's files are found by its id, and the files beside them are nobody's concern. */
final class ChatFilesTest {

    private static final String ID = "0f0c2d1e-1111-4222-8333-444455556666";

    @TempDir
    private Path home;

    private ChatFiles files() {
        return new ChatFiles(home.resolve("tmp/*/chats/session-*-0f0c2d1e.jsonl"), ID);
    }

    private Path file(String name, String id) throws IOException {
        Path file = home.resolve("tmp/api/chats").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "{\"sessionId\":\"" + id + "\"}\n");
    }

    @Test
    void anotherConversationWithTheSameFirstCharactersIsNotMeant() throws IOException {
        Path own = file("session-1-0f0c2d1e.jsonl", ID);
        file("session-2-0f0c2d1e.jsonl", "0f0c2d1e-9999-4222-8333-444455556666");

        assertThat(files().find()).containsExactly(own);
    }

    @Test
    void aFileOfAnotherSessionBesideItConcernsNobody() {
        assertThat(files().concerns(Path.of("session-2026-11-29-0f0c2d1e.jsonl")))
                .isTrue();
        assertThat(files().concerns(Path.of("session-2026-11-29-aaaaaaaa.jsonl")))
                .isFalse();
        assertThat(files().concerns(Path.of("logs.json"))).isFalse();
    }

    @Test
    void theFirstFileBearsTheConversationsNameAndGoesOnBearingIt() throws IOException {
        Path first = file("session-1-0f0c2d1e.jsonl", ID);
        ChatFiles files = files();
        assertThat(files.held()).containsExactly(new Held(ID, first));

        Path second = file("session-2-0f0c2d1e.jsonl", ID);

        assertThat(files.held())
                .containsExactlyInAnyOrder(new Held(ID, first), new Held("session-2-0f0c2d1e.jsonl", second));
    }

    @Test
    void filesThatAreWrittenMeanwhileHaveAnOrderAllTheSame() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            files.add(file("session-" + number + ".jsonl", ID));
        }
        var over = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> write(files, over));
        try {
            for (int round = 0; round < 50; round++) {
                assertThat(ChatFiles.sorted(files)).hasSameElementsAs(files);
            }
        } finally {
            over.set(true);
            writer.join();
        }
    }

    private static void write(List<Path> files, AtomicBoolean over) {
        var random = new Random(1);
        while (!over.get()) {
            try {
                Files.setLastModifiedTime(
                        files.get(random.nextInt(files.size())), FileTime.fromMillis(random.nextInt(1_000_000)));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}

package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was said is found, and gone on with from there. */
abstract class SearchScenarios extends LiveScenarios {

    @Override
    String configuration() {
        return "search:\n  foreign: true\n";
    }

    private List<Json> hits(String... words) {
        List<String> command = new ArrayList<>(List.of("search", "--json"));
        command.addAll(List.of(words));
        return Stage.list(stage().ok(command.toArray(String[]::new)).json(), "hits");
    }

    private static List<String> resume(Json hit) {
        List<String> words = new ArrayList<>();
        if (Stage.member(hit, "resume") instanceof Json.JsonArray(List<Json> items)) {
            items.forEach(item -> words.add(((Json.JsonString) item).value()));
        }
        return words;
    }

    /** Runs the command that a hit names. */
    private Stage.Run goOn(Json hit) {
        List<String> words = resume(hit);
        assertThat(words).isNotEmpty().startsWith("tagma");
        return stage().ok(words.subList(1, words.size()).toArray(String[]::new));
    }

    @Test
    void whatWasSaidIsFoundReadAndGoneOnWith() {
        String session = stage().create("-g", "search/one");
        stage().say(session, "SAY zebracrossing is here");

        Json hit = hits("zebracrossing", "--role", "assistant", "-g", "search").getFirst();
        assertThat(Stage.text(hit, "handle")).isEqualTo(session);
        assertThat(resume(hit)).isEmpty();
        assertThat(stage().ok("transcript", session, "--around", Stage.text(hit, "cursor"), "-n", "4")
                        .out())
                .contains("zebracrossing is here");
        assertThat(hits("zebracrossing", "-g", "elsewhere")).isEmpty();

        stage().ok("stop", session);
        goOn(hits("zebracrossing").getFirst());
        becomes(session, "activity", "idle");
        stage().say(session, "SAY zebracrossing again");

        assertThat(hits("\"zebracrossing again\"", "--session", session)).isNotEmpty();
        assertThat(stage().tagma("search", "\"\" -- *").err()).contains("no letter and no digit");
    }

    @Test
    void whatWasSaidBeforeTheDaemonDiedIsFoundByTheNextOne() throws IOException {
        String session = stage().create();
        stage().say(session, "SAY quaggaherd before");

        stage().killDaemon();

        assertThat(hits("quaggaherd", "--role", "assistant"))
                .singleElement()
                .satisfies(hit -> assertThat(Stage.text(hit, "handle")).isEqualTo(session));
    }

    @Test
    void anIndexThatIsDeletedIsMadeAgain() throws IOException {
        String session = stage().create();
        stage().say(session, "SAY okapiwood is kept");
        assertThat(hits("okapiwood")).isNotEmpty();

        stage().ok("down");
        for (String end : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(stage().home().state().resolve("search.db" + end));
        }

        eventually(() -> assertThat(hits("okapiwood", "--session", session)).isNotEmpty());
    }

    /** As if a person had held it with the program itself: a record that no session of Tagma's knows. */
    @Test
    void aConversationThatTagmaDidNotStartIsFoundAndGoneOnWith() throws IOException {
        String session = stage().create();
        stage().say(session, "SAY tapirgrove elsewhere");
        String own = field(session, "agentSessionId");
        String other = UUID.randomUUID().toString();
        Path record = record(own);
        Files.writeString(
                record.resolveSibling(other + ".jsonl"),
                Files.readString(record).replace(own, other));

        Json hit = hits("tapirgrove", "--role", "assistant").stream()
                .filter(one -> Stage.text(one, "handle").isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(Stage.text(hit, "conversation")).isEqualTo(other);
        assertThat(Stage.text(hit, "place")).isEqualTo(workspace(session).toString());

        // Of agents that share their files it is told for one of them; here it is gone on with by the one that is
        // there.
        List<String> words = new ArrayList<>(resume(hit));
        words.set(words.indexOf("-a") + 1, stage().world().agent());
        words.add("-q");
        String resumed = stage().ok(words.subList(1, words.size()).toArray(String[]::new))
                .line();
        becomes(resumed, "activity", "idle");
        stage().say(resumed, "SAY tapirgrove goes on");

        assertThat(field(resumed, "agentSessionId")).isEqualTo(other);
        assertThat(workspace(resumed)).isEqualTo(workspace(session));
        assertThat(said(resumed)).contains("tapirgrove elsewhere", "tapirgrove goes on");
        assertThat(hits("tapirgrove"))
                .extracting(one -> Stage.text(one, "handle"))
                .containsOnly(session, resumed);
        assertThat(stage().tagma("create", "-a", stage().world().agent(), "--resume", other)
                        .err())
                .contains("is session " + resumed + "'s");
    }

    private Path record(String conversation) throws IOException {
        try (Stream<Path> files = Files.walk(stage().userHome().resolve(".claude/projects"))) {
            return files.filter(file -> file.endsWith(conversation + ".jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.SessionId;
import dev.tagma.wire.session.GroupJson;
import dev.tagma.wire.session.GroupListJson;
import dev.tagma.wire.session.RemovalJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupTest extends CommandTest {

    private static final String PATH = "/v1/sessions/" + Samples.OTTER;

    /** The sample session is in team/api. */
    @BeforeEach
    void aGroup() {
        daemon.at(
                "GET /v1/groups",
                Samples.json(new GroupListJson(List.of(
                        new GroupJson(new GroupPath("team"), 3, 1, 0),
                        new GroupJson(new GroupPath("team/api"), 1, 0, 1)))));
        daemon.at(
                "GET /v1/sessions",
                (asked, out) -> FakeDaemon.json(
                                asked.target().contains("group=team")
                                        ? Samples.sessions(Samples.idle(Samples.OTTER, "calm-otter"))
                                        : Samples.sessions())
                        .answer(asked, out));
        daemon.at("PATCH " + PATH, Samples.idle(Samples.OTTER, "calm-otter"));
        daemon.at(
                "DELETE " + PATH,
                Samples.json(new RemovalJson(
                        SessionId.parse(Samples.OTTER),
                        new Handle("calm-otter"),
                        Optional.empty(),
                        true,
                        Optional.empty())));
    }

    private String movedTo() {
        return text(sent("PATCH", PATH), "group");
    }

    @Test
    void listsGroups() {
        assertThat(run("group", "ls").endsWith(0).out()).isEqualTo("""
                        team      3 sessions  1 working
                        team/api  1 session   1 waiting for somebody
                        """);
        assertThat(run("group", "ls", "--json").endsWith(0).out()).startsWith("{\"groups\":[");
    }

    @Test
    void ofNoGroupsNoneIsListed() {
        daemon.at("GET /v1/groups", Samples.json(new GroupListJson(List.of())));

        assertThat(run("group", "ls").endsWith(0).out()).isEmpty();
    }

    @Test
    void movesWhatIsBelowWithIt() {
        run("group", "mv", "team", "old/crew").endsWith(0);

        assertThat(movedTo()).isEqualTo("old/crew/api");
    }

    @Test
    void movesAGroupItself() {
        assertThat(run("group", "mv", "team/api", "web").endsWith(0).out()).isEqualTo("calm-otter  team/api\n");

        assertThat(movedTo()).isEqualTo("web");
    }

    @Test
    void movesIntoTheRoot() {
        run("group", "mv", "team/api", "/").endsWith(0);

        assertThat(movedTo()).isEmpty();
    }

    @Test
    void leavesOutALevelByMovingIntoTheRoot() {
        run("group", "mv", "team", "/").endsWith(0);

        assertThat(movedTo()).isEqualTo("api");
    }

    @Test
    void aGroupThatIsNotThereIsSaidWithThoseThatAre() {
        run("group", "mv", "tea", "x").fails(1, "there is no group 'tea' (team, team/api)");
        run("group", "rm", "x y").fails(1, "there is no group 'x y' (team, team/api)");
    }

    @Test
    void whatIsNoPathIsRefused() {
        for (String path : List.of("a//b", "/a", "a/", "\u001b[2J", "a/ /b", "x".repeat(513))) {
            assertThat(run("group", "mv", "team", path).endsWith(2).err())
                    .contains("is not a group: give names joined by /");
        }
        run("group", "rm", "/").fails(2, "the root is no group: name one");
        run("group", "rm", "").fails(2, "the root is no group: name one");
        assertThat(run("group", "mv", "team").endsWith(2).err()).startsWith("tagma: missing required parameter: 'NEW'");

        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void removesItsSessionsAsRmDoes() {
        assertThat(run("group", "rm", "team", "--force", "dirty").endsWith(0).out())
                .isEqualTo("removed calm-otter\n");

        assertThat(daemon.asked("DELETE", PATH).getFirst().target()).endsWith("force=dirty");
    }

    @Test
    void workThatIsNowhereElseKeepsASession() {
        daemon.at("DELETE " + PATH, FakeDaemon.problem(409, "unsaved_work", "calm-otter is dirty"));

        run("group", "rm", "team")
                .fails(1, "calm-otter is dirty (tagma rm --force dirty calm-otter saves and removes it)");
    }
}

package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.Handle;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.session.ForeignPaneJson;
import dev.tagma.wire.session.PaneListJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdoptTest extends CommandTest {

    private static final String PATH = "/v1/panes/adopt";

    @BeforeEach
    void panes() {
        daemon.at("POST " + PATH, Samples.idle(Samples.OTTER, "calm-otter"));
        daemon.at(
                "GET /v1/panes",
                Samples.json(new PaneListJson(List.of(
                        new ForeignPaneJson(
                                "/tmp/tmux-0/default:%5",
                                "main:0.1",
                                "",
                                42,
                                List.of("claude", "--continue"),
                                "/home/anna/api",
                                Optional.of(new AgentId("claude-code")),
                                Optional.of(new Handle("curious-owl"))),
                        new ForeignPaneJson(
                                "/tmp/tmux-0/default:%6",
                                "main:0.2",
                                "",
                                43,
                                List.of("vim"),
                                "/home/anna",
                                Optional.empty(),
                                Optional.empty())))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%5 | {\"pane\":\"%5\"}",
                "main:0.1 | {\"pane\":\"main:0.1\"}",
                "/tmp/tmux-0/work:%5 | {\"socket\":\"/tmp/tmux-0/work\",\"pane\":\"%5\"}",
                "/tmp/tmux-0/work:main:0.1 | {\"socket\":\"/tmp/tmux-0/work\",\"pane\":\"main:0.1\"}"
            })
    void adoptsThePaneThatIsNamed(String pane, String body) {
        assertThat(run("adopt", pane).endsWith(0).out()).isEqualTo("calm-otter\n");

        assertThat(JsonText.write(sent("POST", PATH))).isEqualTo(body);
    }

    @Test
    void saysMoreOfItWhereMoreIsSaid() {
        run("adopt", "%5", "-a", "gemini", "--handle", "mine", "--title", "T", "-g", "a/b", "--tag", "x", "--tag", "y")
                .endsWith(0);

        assertThat(JsonText.write(sent("POST", PATH)))
                .isEqualTo(
                        "{\"pane\":\"%5\",\"agent\":\"gemini\",\"handle\":\"mine\",\"title\":\"T\",\"group\":\"a/b\","
                                + "\"tags\":[\"x\",\"y\"]}");
    }

    @Test
    void listsWhatThereIs() {
        assertThat(run("adopt", "--list").endsWith(0).out())
                .contains("/tmp/tmux-0/default:%5", "claude-code", "is curious-owl", "claude --continue")
                .contains("/tmp/tmux-0/default:%6", "not recognised", "vim");
        assertThat(daemon.asked("POST", PATH)).isEmpty();
    }

    @Test
    void aPaneMustBeNamed() {
        run("adopt").fails(2, "which pane? Give one such as %5; tagma adopt --list shows them");
        run("adopt", "/tmp/tmux-0/work:")
                .fails(2, "'/tmp/tmux-0/work:' names no pane: give one such as %5, tagma adopt --list shows them");
        run("adopt", "work:%5")
                .fails(
                        2,
                        "the server 'work' is a name, and outside of tmux it is not known where that is: give the path of"
                                + " its socket");
    }

    @Test
    void whatCannotBeAdoptedIsSaid() {
        daemon.at("POST " + PATH, FakeDaemon.problem(409, "conflict", "It is session owl already"));

        run("adopt", "%5").fails(1, "It is session owl already");
    }
}

package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.Rescues;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.SessionId;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.rescue.ReclaimedJson;
import dev.tagma.wire.rescue.TreeJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReclaimTest extends CommandTest {

    private static TreeJson tree(String handle, Optional<String> stays, boolean gone) {
        return new TreeJson(
                SessionId.parse(Samples.OTTER),
                new Handle(handle),
                "/w/" + handle,
                Optional.of(20_000_000L),
                stays,
                gone ? Optional.of(Rescues.rescue("/w/" + handle)) : Optional.empty());
    }

    private void answers(TreeJson... trees) {
        daemon.at("POST /v1/reclaim", Samples.json(new ReclaimedJson(List.of(trees))));
    }

    private String asked() {
        return daemon.asked().getLast().body();
    }

    @Test
    void listsWhatMayGoAndWhyTheOthersStayAndTakesNothingAway() {
        answers(tree("otter", Optional.empty(), false), tree("heron", Optional.of("not committed: a\u001b[2J"), false));

        Result result = run("reclaim").endsWith(0);

        assertThat(result.out()).isEqualTo("""
                otter  20.0 MB  may go                          /w/otter
                heron  20.0 MB  stays: not committed: a\\x1b[2J  /w/heron
                """);
        assertThat(result.err()).contains("tagma reclaim --yes frees 20.0 MB");
        assertThat(JsonText.parse(asked())).isEqualTo(JsonText.parse("{\"apply\":false,\"ignored\":false}"));
    }

    @Test
    void takesAwayWithYesAndSaysWhereItIsSaved() {
        answers(tree("otter", Optional.empty(), true));

        Result result = run("reclaim", "--yes", "--ignored").endsWith(0);

        assertThat(result.out()).isEqualTo("otter  20.0 MB  gone, saved as " + Rescues.ID + "  /w/otter\n");
        assertThat(JsonText.parse(asked())).isEqualTo(JsonText.parse("{\"apply\":true,\"ignored\":true}"));
    }

    @Test
    void withoutWorktreesThereIsNothing() {
        answers();

        assertThat(run("reclaim").endsWith(0).out()).isEmpty();
    }
}

package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A turn that a usage limit cut off goes on when the limit is over, where the session asks for it. */
final class ScriptedLimitTest extends LiveScenarios {

    private static final String GO_ON = "The usage limit that cut off your last turn is over";

    @Override
    World world() {
        return new ScriptedWorld();
    }

    @Test
    void theTurnGoesOnOnceWhenTheLimitIsOverAndNotBefore() {
        String session = stage().create("--after-limit", "continue");

        stage().say(session, "SAY begun\nLIMIT 10");
        becomes(session, "activity", "usage_limited");
        Instant until = Instant.parse(field(session, "until"));
        eventually(() -> assertThat(get(session, "messages")).contains("held\":\"usage limit until " + until, GO_ON));
        eventually(() -> assertThat(outcomes(session)).containsExactly("limited", "completed"));

        assertThat(stage().prompts(session)).hasSize(2);
        assertThat(stage().prompts(session).getLast()).startsWith(GO_ON);
        assertThat(submitted(session).getLast()).isAfterOrEqualTo(until);
    }

    @Test
    void aDaemonThatIsKilledMeanwhileSaysItOnceToo() throws IOException {
        String session = stage().create("--after-limit", "continue");
        stage().say(session, "LIMIT 20");
        becomes(session, "activity", "usage_limited");
        eventually(() -> assertThat(get(session, "messages")).contains(GO_ON));

        stage().killDaemon();

        eventually(() -> assertThat(outcomes(session)).containsExactly("limited", "completed"));
        assertThat(stage().prompts(session)).hasSize(2);
    }

    @Test
    void withoutTheWishNothingIsSaid() {
        String session = stage().create();
        stage().say(session, "LIMIT 2");
        eventually(() -> assertThat(outcomes(session)).containsExactly("limited"));

        becomes(session, "activity", "idle");

        assertThat(stage().prompts(session)).hasSize(1);
    }

    private List<Instant> submitted(String session) {
        return stage().events(session).stream()
                .filter(event -> Stage.text(event, "type").equals("message.state"))
                .filter(event ->
                        Stage.text(Stage.member(event, "data"), "state").equals("submitted"))
                .map(event -> Instant.parse(Stage.text(event, "time")))
                .toList();
    }
}

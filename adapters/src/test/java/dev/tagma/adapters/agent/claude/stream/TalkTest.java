package dev.tagma.adapters.agent.claude.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.turn.TurnOutcome;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TalkTest {

    private static final Instant AT = Instant.parse("2026-11-30T00:00:00Z");

    private static Talk.Prompt prompt(long count, String key, String text) {
        return new Talk.Prompt(count, key, text, AT, true, Optional.empty());
    }

    private static Talk.Over over(Talk.Prompt prompt) {
        return new Talk.Over(prompt, TurnOutcome.COMPLETED, "", "result-" + prompt.key(), AT);
    }

    @Test
    void whatWasSaidIsKnownThoughTheProgramWorkedOnItsOwnAfterIt() {
        Talk.Prompt said = prompt(1, "a", "hello");
        Talk.Prompt own = prompt(0, "b", "(the agent goes on by itself)");

        Talk talk = Talk.none(AT)
                .submitted(said)
                .over(over(said))
                .working(own)
                .over(over(own))
                .anew(AT);

        assertThat(talk.saidAfter(0, "hello")).contains(said);
        assertThat(talk.latest()).contains(over(own));
    }

    @Test
    void whatIsSaidNextIsTheLatest() {
        Talk.Prompt own = prompt(0, "b", "(the agent goes on by itself)");
        Talk.Prompt said = prompt(1, "a", "hello");

        Talk talk = Talk.none(AT).working(own).over(over(own)).submitted(said).over(over(said));

        assertThat(talk.latest()).contains(over(said));
        assertThat(talk.saidAfter(1, "hello")).isEmpty();
    }
}

package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rest of the main job with the real Gemini CLI over the Agent Client Protocol. */
@Tag("real-agent-rest")
final class GeminiAcpRestTest extends AcpRestScenarios {

    @Override
    World world() {
        return new GeminiWorld();
    }

    /** It writes over a conversation that it loads within the minute of the clock in which it began. */
    @Test
    void aSessionThatWasStoppedGoesOnInTheNextMinute() {
        String session = stage().create("--driver", "protocol");
        stage().ok("ask", session, "SAY before the stop");
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        stage().ok("stop", session);
        becomes(session, "lifecycle", "stopped");
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> Instant.now().isAfter(begun.plusSeconds(61)));

        stage().ok("resume", session);
        becomes(session, "activity", "idle");
        stage().ok("ask", session, "SAY after the stop");

        assertThat(stage().prompts(session)).containsExactly("SAY before the stop", "SAY after the stop");
    }
}

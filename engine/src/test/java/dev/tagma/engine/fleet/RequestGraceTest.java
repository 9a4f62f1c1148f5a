package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Confidence;
import dev.tagma.core.status.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RequestGraceTest {

    private static final Instant SINCE = Instant.parse("2026-01-01T10:00:00Z");
    private static final Optional<Instant> NEVER = Optional.empty();

    /** Seen when the daemon had been killed and read the agent's state file before the hook's file. */
    @ParameterizedTest
    @EnumSource(names = {"WAITING_PERMISSION", "WAITING_QUESTION", "WAITING_PLAN"})
    void aDialogIsSeenAMomentBeforeItsRequestIsOnRecord(Activity activity) {
        assertThat(left(activity, false, NEVER, 300)).contains(Duration.ofMillis(1700));
        assertThat(left(activity, true, NEVER, 300)).isEmpty();
    }

    @Test
    void aDialogWithoutARequestIsToldInTheEnd() {
        assertThat(left(Activity.WAITING_PERMISSION, false, NEVER, 2000)).isEmpty();
    }

    @Test
    void anAnswerIsGivenAMomentBeforeTheDialogIsGone() {
        Optional<Instant> answered = Optional.of(SINCE.plusSeconds(60));

        assertThat(left(Activity.WAITING_PERMISSION, false, answered, 60_500)).contains(Duration.ofMillis(1500));
        assertThat(left(Activity.WAITING_PERMISSION, false, answered, 62_000)).isEmpty();
    }

    @Test
    void anAnswerToWhatWasAskedBeforeChangesNothing() {
        Optional<Instant> before = Optional.of(SINCE.minusSeconds(60));

        assertThat(left(Activity.WAITING_QUESTION, false, before, 500)).contains(Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @EnumSource(names = {"IDLE", "WORKING", "ERROR", "UNKNOWN", "WAITING_TRUST_OR_LOGIN"})
    void whatMakesNoRequestIsNotWaitedFor(Activity activity) {
        assertThat(left(activity, false, NEVER, 0)).isEmpty();
    }

    private static Optional<Duration> left(
            Activity activity, boolean asks, Optional<Instant> lastClosed, long millisLater) {
        Status status = new Status(
                Lifecycle.LIVE,
                Optional.of(activity),
                "",
                SINCE,
                Confidence.HIGH,
                "a-rule",
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return RequestGrace.left(status, asks, lastClosed, SINCE.plusMillis(millisLater));
    }
}

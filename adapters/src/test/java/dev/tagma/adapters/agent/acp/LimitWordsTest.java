package dev.tagma.adapters.agent.acp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitWordsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You've hit your usage limit. Upgrade to Pro or try again in 2 days 3 hours.",
                "Claude AI usage limit reached|1767229200",
                "You exceeded your current quota, please check your plan",
                "RESOURCE_EXHAUSTED"
            })
    void anAllowanceIsUsedUp(String text) {
        assertThat(LimitWords.saidBy(text)).isTrue();
    }

    @Test
    void aTimeBeyondAllTimesIsNone() {
        assertThat(LimitWords.until("try again in " + "9".repeat(40) + " days", NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"API Error: 500", "400 prompt is too long", "the limit of tokens"})
    void anotherFailureIsNone(String text) {
        assertThat(LimitWords.saidBy(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "usage limit reached|1767229200; 2026-01-01T01:00:00Z",
                "try again in 2 days 3 hours.; 2026-01-03T03:00:00Z",
                "quota will reset after 5h3m10s.; 2026-01-01T05:03:10Z",
                "try again in 90 seconds; 2026-01-01T00:01:30Z",
                "resets at 2026-01-02T00:00:00Z; 2026-01-02T00:00:00Z"
            })
    void itsEndIsRead(String text, Instant until) {
        assertThat(LimitWords.until(text, NOW)).contains(until);
    }

    @Test
    void aTimeOfDayInAnUnknownZoneIsNotTaken() {
        assertThat(LimitWords.until("try again at 3:05 PM", NOW)).isEmpty();
    }
}

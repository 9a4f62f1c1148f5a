package dev.tagma.core.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostRuleTest {

    private static HostRule rule(String text) {
        return HostRule.parse(text).orElseThrow();
    }

    @Test
    void aNameIsForThePortOfHttpsUnlessItSaysAnother() {
        assertThat(rule("API.Example.com")).isEqualTo(new HostRule("api.example.com", 443));
        assertThat(rule("example.com:8080")).isEqualTo(new HostRule("example.com", 8080));
        assertThat(rule("[::1]:80")).isEqualTo(new HostRule("::1", 80));
        assertThat(rule("127.0.0.1:8789")).isEqualTo(new HostRule("127.0.0.1", 8789));
        assertThat(rule("[::1]:80")).hasToString("[::1]:80");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "*.",
                "a b",
                "a..b",
                ".a",
                "a.*.b",
                "*a.b",
                "http://a.b",
                "a.b/c",
                "a.b:0",
                "a.b:65536",
                "a:b:c",
                "on",
                "off",
                "a.b:",
                "[::1",
                "ex\u00e4mple.com",
                "a\nb"
            })
    void whatIsNoHostIsNoRule(String text) {
        assertThat(HostRule.parse(text)).isEmpty();
    }

    @Test
    void aNameMatchesItselfAtItsPort() {
        assertThat(rule("api.example.com").matches("api.example.com", 443)).isTrue();
        assertThat(rule("api.example.com").matches("API.EXAMPLE.COM.", 443)).isTrue();
        assertThat(rule("api.example.com").matches("api.example.com", 80)).isFalse();
        assertThat(rule("api.example.com").matches("api.example.com.evil.org", 443))
                .isFalse();
        assertThat(rule("api.example.com").matches("xapi.example.com", 443)).isFalse();
    }

    @Test
    void aStarStandsForAllBelowANameAndNotForItself() {
        HostRule any = rule("*.example.com");

        assertThat(any.matches("a.example.com", 443)).isTrue();
        assertThat(any.matches("a.b.example.com", 443)).isTrue();
        assertThat(any.matches("example.com", 443)).isFalse();
        assertThat(any.matches(".example.com", 443)).isFalse();
        assertThat(any.matches("evilexample.com", 443)).isFalse();
    }

    @Test
    void aRuleCoversWhatIsNoMoreThanItself() {
        assertThat(rule("*.example.com").covers(rule("a.example.com"))).isTrue();
        assertThat(rule("*.example.com").covers(rule("*.a.example.com"))).isTrue();
        assertThat(rule("*.example.com").covers(rule("*.example.com"))).isTrue();
        assertThat(rule("a.example.com").covers(rule("*.example.com"))).isFalse();
        assertThat(rule("*.example.com").covers(rule("example.com"))).isFalse();
        assertThat(rule("a.example.com").covers(rule("a.example.com:80"))).isFalse();
    }
}

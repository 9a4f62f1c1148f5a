package dev.tagma.adapters.sandbox.bubblewrap.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {

    @Test
    void aTunnelIsToTheNameThatIsAsked() {
        assertThat(Target.parse("CONNECT api.example.com:443 HTTP/1.1\r\nHost: elsewhere.org\r\n\r\n"))
                .contains(new Target("api.example.com", 443, Optional.empty()));
        assertThat(Target.parse("CONNECT [::1]:80 HTTP/1.1\r\n\r\n")).contains(new Target("::1", 80, Optional.empty()));
    }

    @Test
    void aPlainRequestIsPassedOnForItsOwnMachineAndForOneAnswer() {
        Target target = Target.parse(lines("""
                        GET http://example.com/a?b=c HTTP/1.1
                        Host: example.com
                        Accept: */*
                        Proxy-Authorization: Basic eA==
                        Connection: keep-alive

                        """)).orElseThrow();

        assertThat(target.host()).isEqualTo("example.com");
        assertThat(target.port()).isEqualTo(80);
        assertThat(target.forwarded()).contains(lines("""
                        GET /a?b=c HTTP/1.1
                        Host: example.com
                        Accept: */*
                        Connection: close

                        """));
    }

    /** As they are sent. */
    private static String lines(String text) {
        return text.replace("\n", "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "CONNECT\r\n\r\n",
                "CONNECT example.com HTTP/1.1\r\n\r\n",
                "CONNECT example.com:0 HTTP/1.1\r\n\r\n",
                "CONNECT example.com:99999 HTTP/1.1\r\n\r\n",
                "CONNECT user@example.com:443 HTTP/1.1\r\n\r\n",
                "CONNECT example.com:443@evil.org:443 HTTP/1.1\r\n\r\n",
                "CONNECT exa mple.com:443 HTTP/1.1\r\n\r\n",
                "CONNECT \u0000example.com:443 HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n",
                "GET https://example.com/ HTTP/1.1\r\n\r\n",
                "GET file:///etc/passwd HTTP/1.1\r\n\r\n",
                "GET http://user:word@example.com/ HTTP/1.1\r\n\r\n",
                "GET http:///a HTTP/1.1\r\n\r\n",
                "CONNECT example.com:443 HTTP/2\r\n\r\n",
                "\u0016\u0003\u0001 hello"
            })
    void whatAsksForNoMachineIsNothing(String head) {
        assertThat(Target.parse(head)).isEmpty();
    }
}

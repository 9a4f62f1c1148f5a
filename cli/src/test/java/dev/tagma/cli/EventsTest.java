package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.cli.fake.UnixServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventsTest extends CommandTest {

    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\nretry: 1000\nid: here\n\n";

    private static String activity(String id, String activity, String reason) {
        return event(
                id,
                "session.activity",
                "{\"activity\":\"" + activity + "\",\"reason\":\"" + reason
                        + "\",\"since\":\"2026-11-20T10:00:00.000Z\",\"confidence\":\"high\",\"rule\":\"r\",\"attention\":[],\"until\":null}");
    }

    private static String data(String id, String type, String data) {
        return "{\"id\":\"" + id + "\",\"time\":\"2026-11-20T09:59:58.123Z\",\"tenant\":\"default\",\"session\":\""
                + Samples.OTTER + "\",\"type\":\"" + type + "\",\"data\":" + data + "}";
    }

    private static String event(String id, String type, String data) {
        return "id: " + id + "\nevent: " + type + "\ndata: " + data(id, type, data) + "\n\n";
    }

    private static UnixServer.Behaviour streaming(String... events) {
        return (asked, out) -> write(out, HEAD + String.join("", events));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void knowOtter() {
        daemon.at("GET /v1/sessions/" + Samples.OTTER, Samples.idle(Samples.OTTER, "calm-otter"));
    }

    @Test
    void printsWhatIsKept() {
        knowOtter();
        daemon.at(
                "GET /v1/events",
                streaming(
                        activity("1", "working", "a turn runs"),
                        event(
                                "2",
                                "message.state",
                                "{\"message\":\"m\",\"state\":\"accepted\",\"held\":\"a draft\",\"failure\":null,\"turn\":null}"),
                        event("3", "later.invention", "{\"x\":[1]}")));

        Result result = run("events").endsWith(0);

        assertThat(result.out()).isEqualTo("""
                        09:59:58.123  calm-otter        working  a turn runs
                        09:59:58.123  calm-otter        message accepted  held: a draft  m
                        09:59:58.123  calm-otter        later.invention  {"x":[1]}
                        """);
        assertThat(daemon.asked("GET", "/v1/events").getFirst().target())
                .isEqualTo("/v1/events?follow=false&since=start");
    }

    @Test
    void everyTypeOfTheInterfaceHasAText() {
        knowOtter();
        daemon.at(
                "GET /v1/events",
                streaming(
                        event(
                                "1",
                                "session.created",
                                "{\"handle\":\"calm-otter\",\"title\":\"t\",\"group\":\"\",\"agent\":\"claude-code\"}"),
                        event("2", "session.lifecycle", "{\"from\":\"live\",\"to\":\"stopped\",\"reason\":\"r\"}"),
                        event(
                                "3",
                                "session.changed",
                                "{\"handle\":\"new-name\",\"title\":\"t\",\"group\":\"\",\"tags\":[]}"),
                        event("4", "session.removed", "{\"by\":\"cli:anna\",\"rescue\":null}"),
                        event("5", "session.identity", "{\"agentSessionId\":\"c0ffee\",\"reason\":\"clear\"}"),
                        event(
                                "6",
                                "request.opened",
                                "{\"request\":\"q\",\"kind\":\"permission\",\"title\":\"rm\",\"tool\":\"Bash\",\"channel\":\"native\"}"),
                        event(
                                "7",
                                "request.changed",
                                "{\"request\":\"q\",\"channel\":\"keys\",\"reason\":\"hook gone\"}"),
                        event(
                                "8",
                                "request.closed",
                                "{\"request\":\"q\",\"kind\":\"permission\",\"how\":\"answered_at_terminal\",\"by\":\"terminal\",\"answer\":null}"),
                        event("9", "turn.started", "{\"turn\":1,\"message\":null,\"prompt\":\"do\",\"tree\":null}"),
                        event(
                                "10",
                                "turn.ended",
                                "{\"turn\":1,\"outcome\":\"completed\",\"tree\":null,\"lastMessage\":\"done\\nall\"}"),
                        event(
                                "11",
                                "workspace.saved",
                                "{\"rescue\":\"x\",\"ref\":\"refs/x\",\"reason\":\"rm\",\"files\":3,\"bytes\":9}"),
                        event("12", "workspace.changed", "{\"change\":\"made\",\"path\":\"/w\"}")));

        Result result = run("events").endsWith(0);

        assertThat(result.out().lines().map(line -> line.substring(14)))
                .containsExactly(
                        "calm-otter        created  claude-code  t",
                        "calm-otter        stopped  r",
                        "new-name          changed  t",
                        "new-name          removed  by cli:anna",
                        "new-name          conversation c0ffee  clear",
                        "new-name          asks for permission  Bash  rm",
                        "new-name          request by keys  hook gone",
                        "new-name          permission answered at terminal  by terminal",
                        "new-name          turn 1 begins  do",
                        "new-name          turn 1 completed  done",
                        "new-name          work saved: 3 files  refs/x",
                        "new-name          workspace made  /w");
    }

    @Test
    void jsonIsTheEventAsItCame() {
        daemon.at("GET /v1/events", streaming(event("1", "x.y", "{\"a\":\"ü\"}"), event("2", "x.z", "{}")));

        Result result = run("events", "--json", "--since", "start").endsWith(0);

        assertThat(result.out().lines()).containsExactly(data("1", "x.y", "{\"a\":\"ü\"}"), data("2", "x.z", "{}"));
    }

    @Test
    void aGapIsSaidInItsPlace() {
        String gap = "event: gap\nid: 9\ndata: {\"from\":\"1\",\"to\":\"9\",\"missed\":9}\n\n";
        daemon.at("GET /v1/events", streaming(gap));

        assertThat(run("events").endsWith(0).out()).isEqualTo("— 9 events are no longer kept\n");
        assertThat(run("events", "--json").endsWith(0).out())
                .isEqualTo("{\"from\":\"1\",\"to\":\"9\",\"missed\":9,\"type\":\"gap\"}\n");
    }

    @Test
    void followsASessionByItsId() {
        daemon.at("GET /v1/sessions/calm-otter", Samples.idle(Samples.OTTER, "calm-otter"));
        daemon.at("GET /v1/sessions/" + Samples.OTTER + "/events", streaming());

        run("events", "--session", "calm-otter", "--since", "AAEC").endsWith(0);

        assertThat(daemon.asked().getLast().target())
                .isEqualTo("/v1/sessions/" + Samples.OTTER + "/events?follow=false&since=AAEC");
    }

    @Test
    void aForeignCursorIsRefused() {
        daemon.at("GET /v1/events", FakeDaemon.problem(400, "invalid", "'zz' is no cursor: take an event's id"));

        run("events", "--follow", "--since", "zz").fails(2, "'zz' is no cursor: take an event's id");
        run("events", "--since", "a\u0000b")
                .fails(2, "--since 'a\\x00b' is not an event's id: take one from tagma events --json, or start");
    }

    @Test
    void goesOnWithoutGapOrRepeatWhenTheDaemonIsRestarted() throws Exception {
        // given a daemon that is stopped behind the second event, amid the third
        var second = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        daemon.inTurn(
                "GET /v1/events",
                (asked, out) -> {
                    write(out, HEAD + event("1", "a", "{}") + event("2", "b", "{}") + "id: 3\nevent: c\ndata: {\"half");
                    second.countDown();
                    stopped.await();
                },
                (asked, out) -> {
                    write(out, HEAD + event("3", "c", "{}"));
                    write(out, "event: gap\nid: 4\ndata: not json\n\n");
                });
        var result = CompletableFuture.supplyAsync(() -> run("events", "--follow", "--json", "--since", "start"));
        second.await();

        daemon.stop();
        stopped.countDown();
        daemon.startAgain();

        // what is no JSON ends the command, which would follow for ever else
        assertThat(result.join().endsWith(255).out().lines())
                .containsExactly(data("1", "a", "{}"), data("2", "b", "{}"), data("3", "c", "{}"));
        assertThat(daemon.asked("GET", "/v1/events").getLast().headers()).containsEntry("last-event-id", "2");
    }

    @Test
    void goesOnWhenTheServerEndsTheStream() {
        daemon.inTurn(
                "GET /v1/events",
                streaming(event("1", "a", "{}")),
                FakeDaemon.problem(503, "unavailable", "stopping"),
                FakeDaemon.cut(),
                streaming(event("2", "b", "{}")),
                FakeDaemon.problem(400, "invalid", "enough"));

        Result result = run("events", "--follow", "--json").endsWith(2);

        assertThat(result.out().lines()).containsExactly(data("1", "a", "{}"), data("2", "b", "{}"));
        assertThat(daemon.asked("GET", "/v1/events").stream()
                        .map(one -> one.headers().getOrDefault("last-event-id", "")))
                .isEqualTo(List.of("", "1", "1", "1", "2"));
    }

    @Test
    void endsQuietlyWhenItsReaderHasEnough() {
        daemon.at("GET /v1/events", streaming(event("1", "a", "{}"), event("2", "b", "{}")));
        var seen = new ByteArrayOutputStream();
        OutputStream head = new OutputStream() {
            private int lines;

            @Override
            public void write(int one) throws IOException {
                if (lines == 1) {
                    throw new IOException("Broken pipe");
                }
                seen.write(one);
                lines += one == '\n' ? 1 : 0;
            }
        };

        Result result = run(head, seen, "events", "--follow", "--json").endsWith(0);

        assertThat(result.out().lines()).hasSize(1);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aFullDiskIsNotAReaderThatHasEnough() {
        daemon.at("GET /v1/events", streaming(event("1", "a", "{}")));
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        knowOtter();

        run(full, new ByteArrayOutputStream(), "events").fails(1, "cannot write to stdout: No space left on device");
    }
}

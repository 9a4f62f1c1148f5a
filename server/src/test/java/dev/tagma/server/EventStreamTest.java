package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.event.EventData;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.status.Activity;
import dev.tagma.server.stream.CursorKey;
import dev.tagma.wire.event.EventJson;
import dev.tagma.wire.event.GapJson;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.json.RecordCodec;
import dev.tagma.wire.operation.EventOperations;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.problem.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventStreamTest {

    private House house;
    private FakeEventLog log;
    private SessionId otter;
    private SessionId owl;

    @BeforeEach
    void furnish() throws IOException {
        furnish(Duration.ofSeconds(15), Duration.ofSeconds(90));
    }

    private void furnish(Duration heartbeat, Duration silence) throws IOException {
        if (house != null) {
            house.close();
        }
        house = new House(new FakeFleet(), heartbeat, silence);
        log = house.fleet.log;
        Session first = house.fleet.add("calm-otter", Activity.IDLE);
        Session second = house.fleet.add("curious-owl", Activity.IDLE);
        otter = first.id();
        owl = second.id();
    }

    @AfterEach
    void leave() throws IOException {
        house.close();
    }

    private void happens(SessionId session, String reason) {
        log.append(Optional.of(session), new EventData.SessionLifecycle(Lifecycle.STARTING, Lifecycle.LIVE, reason));
    }

    private void happens(int count) {
        IntStream.rangeClosed(1, count).forEach(i -> happens(otter, "e" + i));
    }

    private SseClient open(String target, String... headers) throws IOException {
        return SseClient.open(RawClient.unix(house.socket), target, headers);
    }

    private static EventJson json(SseClient.Frame frame) {
        return RecordCodec.readStrict(JsonText.parse(frame.data().orElseThrow()), EventJson.class);
    }

    private static List<String> reasons(List<SseClient.Frame> frames) {
        return frames.stream()
                .map(frame ->
                        RecordCodec.read(json(frame).data(), dev.tagma.wire.event.EventData.SessionLifecycle.class))
                .map(dev.tagma.wire.event.EventData.SessionLifecycle::reason)
                .toList();
    }

    @Test
    void whatIsKeptIsToldInOrderAndThenWhatComes() throws IOException {
        happens(3);

        try (SseClient stream = open("/v1/events?since=start")) {
            List<SseClient.Frame> kept = stream.events(3);
            happens(owl, "later");
            SseClient.Frame later = stream.event();

            assertThat(reasons(kept)).containsExactly("e1", "e2", "e3");
            assertThat(reasons(List.of(later))).containsExactly("later");
            assertThat(later.event()).contains("session.lifecycle");
            assertThat(json(later).id()).isEqualTo(later.id().orElseThrow());
            assertThat(json(later).session()).contains(owl);
        }
    }

    @Test
    void unlessToldOtherwiseAStreamBeginsNow() throws IOException {
        happens(3);

        try (SseClient stream = open("/v1/events")) {
            assertThat(stream.frame().id()).isPresent();
            happens(otter, "new");

            assertThat(reasons(stream.events(1))).containsExactly("new");
        }
    }

    @Test
    void resumingGivesEachEventOnceHoweverOftenTheConnectionBreaks() throws IOException {
        happens(600);
        List<String> seen = new ArrayList<>();
        String last = "start";

        for (int part : List.of(1, 255, 1, 256, 87)) {
            try (SseClient stream = open("/v1/events?since=now", "Last-Event-ID: " + last)) {
                List<SseClient.Frame> events = stream.events(part);
                seen.addAll(reasons(events));
                last = events.getLast().id().orElseThrow();
            }
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 600).mapToObj(i -> "e" + i).toList());
    }

    @Test
    void theHeaderWinsOverTheQuery() throws IOException {
        happens(3);
        String second;
        try (SseClient stream = open("/v1/events?since=start")) {
            second = stream.events(2).getLast().id().orElseThrow();
        }

        try (SseClient stream = open("/v1/events?since=start", "Last-Event-ID: " + second)) {
            assertThat(reasons(stream.events(1))).containsExactly("e3");
        }
        try (SseClient stream = open("/v1/events?since=" + second)) {
            assertThat(reasons(stream.events(1))).containsExactly("e3");
        }
    }

    @Test
    void aSessionsStreamTellsOfThatSessionAlone() throws IOException {
        happens(otter, "a");
        happens(owl, "b");
        happens(otter, "c");

        try (SseClient stream = open("/v1/sessions/calm/events?since=start&follow=false")) {
            assertThat(reasons(stream.rest())).containsExactly("a", "c");
        }
    }

    @Test
    void typesCanBeChosenAndTheReaderStillLearnsHowFarItHasCome() throws IOException {
        happens(2);
        log.append(Optional.of(otter), new EventData.WorkspaceChanged("created", "/w"));
        happens(2);

        try (SseClient stream = open("/v1/events?since=start&type=workspace.changed&type=turn.ended")) {
            SseClient.Frame place = stream.frame();
            SseClient.Frame event = stream.frame();
            SseClient.Frame after = stream.frame();

            assertThat(place.isEvent()).isFalse();
            assertThat(event.event()).contains("workspace.changed");
            assertThat(after.isEvent()).isFalse();
            happens(1);
            log.append(Optional.of(otter), new EventData.WorkspaceChanged("removed", "/w"));
            try (SseClient again = open("/v1/events?since=" + after.id().orElseThrow())) {
                assertThat(again.event().event()).contains("session.lifecycle");
                assertThat(again.event().event()).contains("workspace.changed");
            }
        }
    }

    @Test
    void aStreamThatDoesNotFollowEndsAfterWhatIsThere() throws IOException {
        happens(300);

        try (SseClient stream = open("/v1/events?since=start&follow=false")) {
            assertThat(stream.rest()).hasSize(300);
        }
    }

    @Test
    void aPrunedRangeIsAnnouncedInItsPlace() throws IOException {
        happens(10);
        String second;
        try (SseClient stream = open("/v1/events?since=start")) {
            second = stream.events(2).getLast().id().orElseThrow();
        }
        log.pruneTo(7);

        for (String target : List.of("/v1/events", "/v1/sessions/calm-otter/events")) {
            try (SseClient stream = open(target + "?since=" + second)) {
                SseClient.Frame gap = stream.event();
                GapJson json = RecordCodec.readStrict(JsonText.parse(gap.data().orElseThrow()), GapJson.class);

                assertThat(gap.event()).contains("gap");
                assertThat(json.missed()).isEqualTo(5);
                assertThat(json.to()).isEqualTo(gap.id().orElseThrow());
                assertThat(reasons(stream.events(3))).containsExactly("e8", "e9", "e10");
                try (SseClient resumed = open("/v1/events", "Last-Event-ID: " + json.to())) {
                    assertThat(reasons(resumed.events(1))).containsExactly("e8");
                }
            }
        }
    }

    @Test
    void aReaderThatIsOvertakenByPruningIsTold() throws IOException {
        furnish(Duration.ofMillis(50), Duration.ofSeconds(90));
        String big = "x".repeat(100_000);
        try (SseClient stream = open("/v1/events?since=start")) {
            // More than fits the way to a reader that takes nothing in yet, so that it is behind when the log is
            // pruned.
            IntStream.rangeClosed(1, 400).forEach(i -> happens(otter, i + big));
            log.pruneTo(399);

            List<SseClient.Frame> told = new ArrayList<>();
            while (told.isEmpty() || !told.getLast().data().orElseThrow().contains("\"400x")) {
                told.add(stream.event());
            }

            long missed = told.stream()
                    .filter(frame -> frame.event().equals(Optional.of("gap")))
                    .mapToLong(frame -> RecordCodec.readStrict(
                                    JsonText.parse(frame.data().orElseThrow()), GapJson.class)
                            .missed())
                    .sum();
            long events = told.stream()
                    .filter(frame -> !frame.event().equals(Optional.of("gap")))
                    .count();
            assertThat(missed + events).isEqualTo(400);
            assertThat(missed).isPositive();
        }
    }

    @Test
    void aQuietStreamShowsThatItLivesAndWhereItStands() throws IOException {
        furnish(Duration.ofMillis(20), Duration.ofSeconds(90));

        try (SseClient stream = open("/v1/sessions/calm-otter/events")) {
            String begin = stream.frame().id().orElseThrow();
            SseClient.Frame beat = stream.frame();
            happens(owl, "elsewhere");
            await().until(() -> {
                SseClient.Frame next = stream.frame();
                return next.comments().equals(List.of(": heartbeat"))
                        && !next.id().equals(Optional.of(begin));
            });

            assertThat(beat.comments()).containsExactly(": heartbeat");
            assertThat(beat.id()).contains(begin);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "1",
                "-1",
                "nonsense",
                "%00",
                "AAAAAAAAAAEAAAAAAAAAAA",
                "9223372036854775807",
                "start ",
                "../x"
            })
    void aCursorThatIsNotOursIsRefused(String cursor) throws IOException {
        happens(3);

        for (Operation operation : List.of(EventOperations.STREAM, EventOperations.STREAM_OF_SESSION)) {
            String[] path =
                    operation.parameters().getFirst().name().equals("id") ? new String[] {"calm-otter"} : new String[0];
            RawClient.Answer answer = house.unix()
                    .ask(operation, "since=" + (cursor.startsWith("%") ? cursor : Operation.encoded(cursor)), path);

            assertThat(answer.status()).as(answer.text()).isEqualTo(400);
            assertThat(ApiClient.problem(answer).code()).isEqualTo(ErrorCode.INVALID);
        }
    }

    @Test
    void aCursorOfAnotherInstallationOrFromTheFutureIsRefused() throws IOException {
        happens(3);
        String third;
        try (SseClient stream = open("/v1/events?since=start")) {
            third = stream.events(3).getLast().id().orElseThrow();
        }
        byte[] changed = Base64.getUrlDecoder().decode(third);
        changed[7]++;
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);

        assertThat(status("Last-Event-ID", forged)).isEqualTo(400);
        furnish();
        assertThat(house.unix()
                        .with("Last-Event-ID", third)
                        .ask(EventOperations.STREAM, "")
                        .text())
                .contains("put back to an earlier state");
        assertThatThrownBy(() -> new CursorKey("short".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private int status(String header, String value) throws IOException {
        return house.unix().with(header, value).ask(EventOperations.STREAM, "").status();
    }

    @Test
    void anUnknownTypeIsRefusedWithTheListOfThem() throws IOException {
        RawClient.Answer answer = house.unix().ask(EventOperations.STREAM, "type=session.activty");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("session.activity");
    }

    @Test
    void onlyTheHeadIsGivenWhenOnlyTheHeadIsWanted() throws IOException {
        try (RawClient client = RawClient.unix(house.socket)) {
            client.begin("HEAD", "/v1/events", "Connection: close");
            RawClient.Answer head = client.answer(false);

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).contains("text/event-stream");
        }
    }

    @Test
    void whoeverGoesAwayLeavesNothingBehind() throws IOException {
        furnish(Duration.ofMillis(20), Duration.ofSeconds(90));
        List<SseClient> streams = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            streams.add(open("/v1/events"));
        }
        await().until(() -> log.openReaders() == 20);

        for (SseClient stream : streams) {
            stream.close();
        }

        await().until(() -> log.openReaders() == 0);
    }

    @Test
    void aReaderThatTakesNothingInIsCutOffAndCanResume() throws IOException {
        furnish(Duration.ofMillis(50), Duration.ofMillis(500));
        String big = "x".repeat(100_000);

        try (SseClient stream = open("/v1/events?since=start")) {
            IntStream.rangeClosed(1, 200).forEach(i -> happens(otter, i + big));
            await().atMost(Duration.ofSeconds(30)).until(() -> log.openReaders() == 0);
            List<SseClient.Frame> got = untilCutOff(stream);

            assertThat(got.size()).isLessThan(200);
            String last = got.isEmpty() ? "start" : got.getLast().id().orElseThrow();
            try (SseClient again = open("/v1/events?follow=false", "Last-Event-ID: " + last)) {
                assertThat(got.size() + again.rest().size()).isEqualTo(200);
            }
        }
    }

    private static List<SseClient.Frame> untilCutOff(SseClient stream) {
        List<SseClient.Frame> got = new ArrayList<>();
        try {
            while (true) {
                got.add(stream.event());
            }
        } catch (IOException cutOff) {
            return got;
        }
    }

    @Test
    void closingTheDoorsEndsStreamsAtOnceAndRefusesNewOnes() throws Exception {
        try (SseClient stream = open("/v1/events")) {
            stream.frame();
            long before = System.nanoTime();

            house.closeDoors();

            assertThat(stream.rest()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
            assertThat(log.openReaders()).isZero();
        }
    }

    @Test
    void fiveHundredReadersAllHearOfEverything() throws Exception {
        int readers = 500;
        int count = 20;
        CountDownLatch ready = new CountDownLatch(readers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<String>>> listening = IntStream.range(0, readers)
                    .<Callable<List<String>>>mapToObj(i -> () -> {
                        RawClient client = i % 2 == 0 ? RawClient.unix(house.socket) : RawClient.tcp(house.port());
                        try (SseClient stream =
                                SseClient.open(client, "/v1/events", "Authorization: Bearer " + House.TOKEN)) {
                            stream.frame();
                            ready.countDown();
                            return reasons(stream.events(count));
                        }
                    })
                    .toList();
            List<Future<List<String>>> heard =
                    listening.stream().map(threads::submit).toList();
            ready.await();
            for (int i = 1; i <= count; i++) {
                happens(otter, "e" + i);
            }

            List<String> all =
                    IntStream.rangeClosed(1, count).mapToObj(i -> "e" + i).toList();
            for (Future<List<String>> each : heard) {
                assertThat(each.get()).isEqualTo(all);
            }
        }
    }
}

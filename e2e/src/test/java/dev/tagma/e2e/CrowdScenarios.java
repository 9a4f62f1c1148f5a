package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many sessions at once. */
abstract class CrowdScenarios extends LiveScenarios {

    @Test
    void tenSessionsAtOnceEachDoTheirOwnWorkAndNoOther() throws Exception {
        List<String> sessions = createAtOnce(10);
        Map<String, String> messages = new LinkedHashMap<>();
        for (String session : sessions) {
            messages.put(session, send(session, task(session), "queue"));
        }
        sessions.forEach(session -> becomes(session, "activity", "working"));

        sessions.forEach(session -> stage().world().open(gate(session)));
        List<String> wait = new ArrayList<>(List.of("wait", "--all", "--timeout", "120"));
        wait.addAll(sessions);
        stage().ok(wait.toArray(String[]::new));

        messages.forEach((session, message) -> {
            assertThat(states(session, message)).endsWith("submitted", "started", "done");
            assertThat(knownActivities(session)).containsExactly("idle", "working", "idle");
            assertThat(stage().prompts(session)).containsExactly(task(session));
            assertThat(outcomes(session)).containsExactly("completed");
            assertThat(stage().world().told(word(session))).isEqualTo(1);
            assertThat(sessions)
                    .filteredOn(other -> said(session).contains(word(other)))
                    .containsExactly(session);
        });
    }

    private List<String> createAtOnce(int count) throws Exception {
        List<Future<Stage.Run>> starting = IntStream.range(0, count)
                .mapToObj(n -> stage().later(
                                "create",
                                "-q",
                                "-a",
                                stage().world().agent(),
                                "-p",
                                stage().repository().toString()))
                .toList();
        List<String> sessions = new ArrayList<>();
        for (Future<Stage.Run> one : starting) {
            assertThat(one.get().exit()).as(one.get().err()).isZero();
            sessions.add(one.get().line());
        }
        return sessions;
    }

    private static String gate(String session) {
        return "gate-of-" + session;
    }

    /** What only this session is told. */
    private static String word(String session) {
        return "the work of " + session + " is done";
    }

    private static String task(String session) {
        return "WAIT " + gate(session) + "\nSAY " + word(session);
    }
}

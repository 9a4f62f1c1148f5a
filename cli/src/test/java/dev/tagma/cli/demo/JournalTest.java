package dev.tagma.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.api.Fields;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final Journal journal = new Journal();

    @BeforeEach
    void created() {
        add("session.created", "\"handle\":\"asker\"");
    }

    private void add(String type, String data) {
        journal.add(
                Fields.parse("{\"id\":\"e\",\"type\":\"%s\",\"session\":\"s1\",\"data\":{%s}}".formatted(type, data)));
    }

    private void lifecycle(String to) {
        add("session.lifecycle", "\"to\":\"%s\",\"reason\":\"because\"".formatted(to));
    }

    private void activity(String activity) {
        add("session.activity", "\"activity\":\"%s\"".formatted(activity));
    }

    private void message(String state) {
        add("message.state", "\"message\":\"m1\",\"state\":\"%s\",\"held\":null".formatted(state));
    }

    @Test
    void isThroughOnlyWhenTurnRequestActivityAndMessageAreOver() {
        lifecycle("live");
        activity("idle");
        message("accepted");
        assertThat(journal.through("asker")).as("before its turn").isFalse();
        add("turn.started", "\"turn\":1");
        activity("waiting_permission");
        add("request.opened", "\"request\":\"r1\"");
        add("request.closed", "\"request\":\"r1\",\"answer\":null");
        add("turn.ended", "\"turn\":1");
        assertThat(journal.through("asker")).as("not idle").isFalse();
        activity("idle");
        assertThat(journal.through("asker")).as("its message is not done").isFalse();

        message("done");

        assertThat(journal.through("asker")).isTrue();
        assertThat(journal.through("somebody else")).isFalse();
    }

    @Test
    void aSessionThatDoesNotRunOrIsRemovedIsNotWaitedFor() {
        assertThat(journal.broken("asker")).isEmpty();
        lifecycle("failed");
        assertThat(journal.broken("asker")).contains("asker is failed: because");

        add("session.removed", "\"by\":\"somebody\"");

        assertThat(journal.broken("asker")).contains("asker was removed");
    }

    @Test
    void tellsEachChangeOfItsCourseOnce() {
        lifecycle("starting");
        add("session.activity", "\"activity\":null");
        lifecycle("live");
        activity("idle");
        activity("idle");
        activity("working");

        assertThat(journal.course("asker")).containsExactly("starting", "live", "idle", "working");
    }

    @Test
    void leavesOutOfADeliveryThatItWasHeldAndWhatWasSaidLater() {
        message("accepted");
        add("message.state", "\"message\":\"m1\",\"state\":\"accepted\",\"held\":\"starting\"");
        message("submitted");
        add("message.state", "\"message\":\"m2\",\"state\":\"accepted\",\"held\":null");

        assertThat(journal.delivery("asker")).containsExactly("accepted", "submitted");
    }

    @Test
    void knowsWhatWasDecidedAndThatATerminalDoesNotTell() {
        add("request.closed", "\"request\":\"r1\",\"answer\":{\"decision\":\"deny\",\"choices\":null}");
        assertThat(journal.decision("asker").orElseThrow().permission()).isEqualTo(Decision.Permission.REFUSED);
        add("request.closed", "\"request\":\"r2\",\"answer\":{\"decision\":\"choose\",\"choices\":[[\"Blue\"]]}");
        assertThat(journal.decision("asker").orElseThrow().chosen()).containsExactly("Blue");

        add("request.closed", "\"request\":\"r3\",\"answer\":null");

        assertThat(journal.decision("asker").orElseThrow().permission()).isEqualTo(Decision.Permission.UNSEEN);
    }
}

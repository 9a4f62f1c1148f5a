package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An agent asks for permission, and somebody decides: from anywhere, at the terminal, or with nothing but keys left. */
abstract class RequestScenarios extends LiveScenarios {

    @Test
    void aRefusalTellsTheAgentWhyAndItGoesOn() {
        String session = stage().create();
        stage().say(session, "BASH touch refused");

        post(session, "reject", "{\"reason\":\"not on a Sunday\"}");
        settle(session);

        assertThat(workspace(session).resolve("refused")).doesNotExist();
        assertThat(said(session, "tool")).contains("not on a Sunday");
        assertThat(endings(session)).containsExactly("answered");
        itDid(session, "idle", "working", "waiting_permission", "idle");
        assertThat(outcomes(session)).containsExactly("completed");
    }

    @Test
    void nothingIsPressedWhereNothingIsAsked() {
        String session = stage().create();
        assertThat(stage().http("POST", path(session, "approve"), "{}").status())
                .isEqualTo(409);
        assertThat(stage().http("POST", path(session, "reject"), "{}").status()).isEqualTo(409);

        assertThat(person(session)
                        .screen()
                        .lines()
                        .map(row -> row.replace('\u00a0', ' ').strip()))
                .as("the composer")
                .contains("❯")
                .noneMatch(row -> row.startsWith("❯ "));
    }

    @Test
    void requestsComeOneAfterAnother() {
        String session = stage().create();
        stage().say(session, "BASH touch one\nBASH touch two\nBASH touch three");

        for (String file : List.of("one", "two", "three")) {
            eventually(() -> assertThat(open(session))
                    .singleElement()
                    .satisfies(
                            request -> assertThat(Stage.text(request, "title")).endsWith("touch " + file)));
            assertThat(workspace(session).resolve(file)).doesNotExist();
            stage().ok("approve", session);
            eventually(() -> assertThat(workspace(session).resolve(file)).exists());
        }
        settle(session);

        assertThat(endings(session)).containsExactly("answered", "answered", "answered");
        assertThat(outcomes(session)).containsExactly("completed");
        assertThat(said(session, "tool")).contains("touch one", "touch two", "touch three");
        itDid(session, "idle", "working", "waiting_permission", "idle");
    }

    @Test
    void subagentsAskAtOnceAndEachIsAnsweredByItsId() {
        String session = stage().create();
        send(session, "CALLS 2\nTASK left|BASH touch left\nTASK right|BASH touch right", "queue");
        eventually(() -> assertThat(open(session)).hasSize(2));

        assertThat(stage().tagma("approve", session).exit()).as("which one?").isNotZero();
        String right = Stage.text(asking(session, "touch right"), "id");
        stage().ok("approve", right);
        eventually(() -> assertThat(workspace(session).resolve("right")).exists());
        assertThat(workspace(session).resolve("left")).doesNotExist();
        assertThat(stage().activity(session)).isEqualTo("waiting_permission");
        stage().ok("approve", Stage.text(asking(session, "touch left"), "id"));

        // The real agent's turn may be over while its subagents still work.
        eventually(() -> assertThat(workspace(session).resolve("left")).exists());
        becomes(session, "activity", "idle");
        assertThat(endings(session)).containsExactly("answered", "answered");
    }

    @Test
    void aPersonAnswersAtTheTerminalAndTheHookIsReleased() throws IOException {
        String session = stage().create();
        stage().say(session, "BASH touch by-hand");
        List<ProcessHandle> hooks = stage().waitingHooks(session);
        assertThat(hooks).hasSize(1);
        assertThat(get(session, "explain")).contains("\"waiting\"", "hook PermissionRequest Bash");

        person(session).sees("Do you want to proceed?").type("1");
        settleAfterPerson(session);

        assertThat(workspace(session).resolve("by-hand")).exists();
        assertThat(endings(session)).containsExactly("answered_at_terminal");
        eventually(() -> assertThat(hooks).noneMatch(ProcessHandle::isAlive));
        itDid(session, "idle", "working", "waiting_permission", "idle");
    }

    @Test
    void aPersonRefusesAtTheTerminalByEscape() throws IOException {
        String session = stage().create();
        stage().say(session, "BASH touch never");
        List<ProcessHandle> hooks = stage().waitingHooks(session);

        person(session).sees("Do you want to proceed?").press("Escape");
        settleAfterPerson(session);

        assertThat(workspace(session).resolve("never")).doesNotExist();
        eventually(() -> assertThat(endings(session)).hasSize(1).doesNotContain("answered"));
        eventually(() -> assertThat(hooks).noneMatch(ProcessHandle::isAlive));
        eventually(() -> assertThat(outcomes(session)).containsExactly("interrupted"));
        itDid(session, "idle", "working", "waiting_permission", "idle");
    }

    @Test
    void aMessageWaitsBehindAPermissionUntilAPersonDecides() {
        String session = stage().create();
        stage().say(session, "BASH touch patience");

        String waiting = send(session, "SAY behind the permission", "queue");
        eventually(() -> assertThat(states(session, waiting)).contains("held: waiting permission"));
        String shown = person(session).sees("Do you want to proceed?").screen();
        person(session).sees("Do you want to proceed?").type("1");
        settleAfterPerson(session);

        assertThat(shown).doesNotContain("behind the permission");
        assertThat(stage().world().told("SAY behind the permission")).isEqualTo(1);
        assertThat(states(session, waiting)).endsWith("submitted", "started", "done");
    }

    @Test
    void aPermissionWhoseHookDiedIsAnsweredByItsKeyAndNothingElseIsTyped() throws IOException {
        String session = stage().create();
        stage().say(session, "BASH touch by-key");
        stage().waitingHooks(session).forEach(ProcessHandle::destroyForcibly);

        eventually(() -> assertThat(open(session))
                .singleElement()
                .satisfies(request -> assertThat(Stage.text(request, "channel")).isEqualTo("keys")));
        assertThat(stage().activity(session)).isEqualTo("waiting_permission");
        assertThat(workspace(session).resolve("by-key")).doesNotExist();
        stage().ok("approve", session);
        settle(session);

        assertThat(workspace(session).resolve("by-key")).exists();
        assertThat(endings(session)).containsExactly("answered");
        assertThat(person(session).screen()).contains("❯").doesNotContain("❯ 1").doesNotContain("❯\u00a01");
    }

    @Test
    void aPermissionWhoseHookDiedIsRefusedByItsKey() throws IOException {
        String session = stage().create();
        stage().say(session, "BASH touch no-by-key");
        stage().waitingHooks(session).forEach(ProcessHandle::destroyForcibly);
        eventually(() ->
                assertThat(Stage.text(open(session).getFirst(), "channel")).isEqualTo("keys"));

        assertThat(stage().http("POST", path(session, "reject"), "{}").status()).isEqualTo(200);
        settle(session);

        assertThat(workspace(session).resolve("no-by-key")).doesNotExist();
        assertThat(endings(session)).containsExactly("answered");
    }

    @Test
    void noKeyIsPressedOnceThePersonHasClosedTheDialog() throws IOException {
        String session = stage().create();
        stage().say(session, "BASH touch gone");
        stage().waitingHooks(session).forEach(ProcessHandle::destroyForcibly);
        eventually(() ->
                assertThat(Stage.text(open(session).getFirst(), "channel")).isEqualTo("keys"));

        person(session).sees("Do you want to proceed?").press("Escape");
        settleAfterPerson(session);

        assertThat(stage().tagma("approve", session).exit()).isEqualTo(1);
        assertThat(workspace(session).resolve("gone")).doesNotExist();
        assertThat(person(session).screen()).doesNotContain("❯ 1").doesNotContain("❯\u00a01");
    }

    private Json asking(String session, String title) {
        return open(session).stream()
                .filter(request -> Stage.text(request, "title").endsWith(title))
                .findFirst()
                .orElseThrow();
    }
}

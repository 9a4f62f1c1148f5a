package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The agent, or the tmux server with it, is killed at every stage of a delivery while the daemon stands still there, and
 * another message waits. When the agent is started again both have been said once, in their order.
 */
final class CrashOfAgentTest extends LiveScenarios {

    private KillSwitch held;
    private int number;

    @Override
    World world() {
        return new ScriptedWorld();
    }

    @BeforeAll
    void makeReady() throws IOException {
        held = new KillSwitch(stage().home().state().resolve("kill"), stage().environment());
    }

    /** One that failed must not hold the next one up. */
    @AfterEach
    void letGo() throws IOException {
        held.letGo();
    }

    @ParameterizedTest
    @ValueSource(strings = {"place.before", "place.after", "submit.before", "submit.after", "entered.after"})
    void theAgentIsKilled(String checkpoint) throws Exception {
        bothAreSaidOnce(checkpoint, session -> {
            ProcessHandle agent = person(session).agent();
            agent.destroyForcibly();
            agent.onExit().join();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"place.before", "place.after", "submit.before", "submit.after", "entered.after"})
    void theTmuxServerIsKilled(String checkpoint) throws Exception {
        bothAreSaidOnce(checkpoint, _ -> killTmux());
    }

    private interface Blow {
        void strike(String session) throws Exception;
    }

    private void bothAreSaidOnce(String checkpoint, Blow blow) throws Exception {
        String run = "n" + ++number + "n";
        String session = stage().create("--in-place");
        stage().say(session, "SAY to begin with");
        int before = held.passed().size();
        held.holdAt(checkpoint);
        stage().ok("send", session, "SAY " + run + "one");
        eventually(() -> assertThat(held.passed().stream().skip(before)).contains(checkpoint));
        stage().ok("send", session, "SAY " + run + "two");

        blow.strike(session);
        held.letGo();
        becomes(session, "lifecycle", "stopped");
        post(session, "start", "{}");

        eventually(() -> assertThat(statesOf(session)).isEqualTo(List.of("done", "done", "done")));
        assertThat(stage().world().told(run + "one")).isEqualTo(1);
        assertThat(stage().world().told(run + "two")).isEqualTo(1);
        String said = said(session);
        assertThat(said.indexOf(run + "one")).isLessThan(said.indexOf(run + "two"));
        becomes(session, "activity", "idle");
        stage().ok("rm", session, "--force", "dirty");
    }

    private List<String> statesOf(String session) {
        Json.JsonObject answer = (Json.JsonObject) dev.tagma.wire.json.JsonText.parse(get(session, "messages"));
        List<String> states = new ArrayList<>();
        ((Json.JsonArray) answer.member("messages").orElseThrow())
                .items()
                .forEach(message -> states.add(Stage.text(message, "state")));
        return states;
    }
}

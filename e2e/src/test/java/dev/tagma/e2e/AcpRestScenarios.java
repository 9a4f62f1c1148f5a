package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is beyond the core, for which a whole test run has no time. */
abstract class AcpRestScenarios extends LiveScenarios {

    private String create() {
        String session = stage().create("--driver", "protocol");
        becomes(session, "activity", "idle");
        return session;
    }

    @Test
    void messagesThatComeWhileItWorksWaitAndArriveOnceInTheirOrder() {
        String session = create();
        send(session, "WAIT held-back", "queue");
        stage().world().awaitAt("held-back");

        String first = send(session, "SAY number one", "queue");
        String second = send(session, "SAY number two", "queue");
        eventually(() -> assertThat(states(session, first)).contains("held: working"));
        assertThat(stage().world().told("SAY number one")).isZero();
        stage().world().open("held-back");
        eventually(() -> assertThat(states(session, second)).endsWith("submitted", "started", "done"));

        assertThat(stage().prompts(session)).containsExactly("WAIT held-back", "SAY number one", "SAY number two");
        assertThat(stage().world().told("SAY number one")).isEqualTo(1);
        assertThat(stage().world().told("SAY number two")).isEqualTo(1);
    }

    /** Whether it tells a turn that failed from one that came to its end. */
    boolean tellsFailures() {
        return true;
    }

    @Test
    void aFailureOfTheModelIsAnErrorAndTheNextMessageIsSaid() {
        assumeTrue(tellsFailures(), "see docs/guide/agents-acp.md");
        String session = create();

        stage().say(session, "FAIL 400");
        becomes(session, "activity", "error");
        stage().say(session, "SAY fine again");
        settle(session);

        assertThat(outcomes(session)).containsExactly("failed", "completed");
        assertThat(stage().activity(session)).isEqualTo("idle");
    }

    @Test
    void whatBeginsLikeACommandIsTextToTheModel() {
        String session = create();

        for (String text : List.of("/clear is a word", "!touch by-shell", "@README and # and ? too")) {
            stage().say(session, text);
            settle(session);
        }

        assertThat(stage().prompts(session)).hasSize(3);
        assertThat(workspace(session).resolve("by-shell")).doesNotExist();
        assertThat(stage().world().heard())
                .anySatisfy(text -> assertThat(text).contains("clear` is a word"))
                .anySatisfy(text -> assertThat(text).contains("touch` by-shell"))
                .anySatisfy(text -> assertThat(text).contains("and # and ? too"));
    }

    @Test
    void aLongMessageArrivesWhole() {
        String session = create();
        String line = "x\tindented, with ünïcode 日本語 🚀 and \"quotes\" $HOME `back` \\slash\n";
        String text = "SAY got it\n" + line.repeat(50_000 / line.length()) + "the very end";

        assertThat(stage().tagmaWith(text, "send", session, "-f", "-", "--wait", "--timeout", "60")
                        .exit())
                .isZero();

        assertThat(stage().world().heard())
                .anySatisfy(heard -> assertThat(heard).contains(text));
    }

    @Test
    void anAgentThatIsKilledIsStoppedAndComesBack() {
        String session = create();
        stage().ok("ask", session, "SAY before");

        stage().ok("kill", session);
        becomes(session, "lifecycle", "stopped");
        stage().ok("start", session);
        becomes(session, "activity", "idle");

        assertThat(stage().ok("ask", session, "SAY after").line()).isEqualTo("after");
    }
}

package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.e2e.ScenarioTable.Program;
import dev.tagma.e2e.ScenarioTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The table of scenarios is what the test classes play. A scenario that is not played with a program needs a reason here or
 * where it is switched off. After a change: {@code -Dtagma.reference.write=true} writes it anew.
 */
final class ScenarioTableTest {

    private static final Path PAGE = Path.of("..", "docs", "guide", "scenarios.md");

    private static final String CLAUDE = "Claude Code";
    private static final String STREAM = "Claude Code, stream";
    private static final String CODEX = "Codex";
    private static final String OPENCODE = "OpenCode";
    private static final String GEMINI = "Gemini CLI";
    private static final String QWEN = "Qwen Code";
    private static final String CLAUDE_ACP = "claude-agent-acp";
    private static final String CODEX_ACP = "codex-acp";
    private static final String OPENCODE_ACP = "`opencode acp`";
    private static final String GEMINI_ACP = "`gemini --acp`";
    private static final String QWEN_ACP = "`qwen --acp`";

    private static final List<String> ACP = List.of(CLAUDE_ACP, CODEX_ACP, OPENCODE_ACP, GEMINI_ACP, QWEN_ACP);
    private static final List<String> NO_SCREEN =
            List.of(STREAM, CLAUDE_ACP, CODEX_ACP, OPENCODE_ACP, GEMINI_ACP, QWEN_ACP);

    private static final String UNWRITTEN = "Not written for this program.";
    private static final String SCREENLESS = "There is no screen, so nobody types into it.";
    private static final String ASKS_NOTHING = "It asks no questions over the protocol.";

    private static final List<Program> PROGRAMS = List.of(
            new Program(
                    CLAUDE,
                    ClaudeMainJobTest.class,
                    ClaudeDeliveryTest.class,
                    ClaudeRequestTest.class,
                    ClaudeQuestionTest.class,
                    ClaudeFailureTest.class,
                    ClaudeLifeTest.class,
                    ClaudeDaemonTest.class,
                    ClaudeDraftTest.class,
                    ClaudeTextTest.class,
                    ClaudeSetupTest.class,
                    ClaudeOwnCommandTest.class,
                    ClaudeSearchTest.class,
                    ClaudeCrowdTest.class),
            new Program(STREAM, ClaudeStreamMainJobTest.class, ClaudeStreamTest.class),
            new Program(CODEX, CodexMainJobTest.class, CodexDeliveryTest.class, CodexTurnTest.class),
            new Program(OPENCODE, OpenCodeMainJobTest.class),
            new Program(GEMINI, GeminiTest.class),
            new Program(QWEN, QwenTest.class),
            new Program(CLAUDE_ACP, ClaudeAcpTest.class, ClaudeAcpRestTest.class),
            new Program(CODEX_ACP, CodexAcpTest.class, CodexAcpRestTest.class),
            new Program(OPENCODE_ACP, OpenCodeAcpTest.class, OpenCodeAcpRestTest.class),
            new Program(GEMINI_ACP, GeminiAcpTest.class, GeminiAcpRestTest.class),
            new Program(QWEN_ACP, QwenAcpTest.class, QwenAcpRestTest.class));

    private static final List<Row> ROWS = List.of(
            row("starts to idle in a worktree of its own, a turn from beginning to end, what was said")
                    .played(
                            "aMessageIsDeliveredOnceAndItsTurnIsSeenFromBeginningToEnd",
                            "itStartsToIdleTakesATurnAndTellsWhatItSaid")
                    .done(),
            row("a permission is asked for and given")
                    .played(
                            "aPermissionIsAskedForGivenAndTheCommandRuns",
                            "aPermissionIsAllowedByItsKey",
                            "aPermissionIsGivenOrDenied")
                    .done(),
            row("a permission is refused")
                    .played(
                            "aRefusalTellsTheAgentWhyAndItGoesOn",
                            "aPermissionIsDeniedByItsKey",
                            "aPermissionIsGivenOrDenied")
                    .not(UNWRITTEN, STREAM, OPENCODE)
                    .done(),
            row("a question is answered")
                    .played("aQuestionIsAnsweredByItsChoice", "aQuestionIsAnsweredByItsKey")
                    .not(ASKS_NOTHING, OPENCODE_ACP, GEMINI_ACP, QWEN_ACP)
                    .not("It asks questions only in its plan mode, which has no mode here.", CODEX_ACP)
                    .done(),
            row("a plan is approved")
                    .played("aPlanIsApprovedAndTheAgentLeavesPlanMode", "aPlanIsApproved")
                    .not("Its plan is no request.", CODEX, OPENCODE, CODEX_ACP, OPENCODE_ACP)
                    .not(UNWRITTEN, GEMINI, QWEN, CLAUDE_ACP, GEMINI_ACP, QWEN_ACP)
                    .done(),
            row("a person answers at the terminal")
                    .played(
                            "aPersonAnswersAtTheTerminalAndTheHookIsReleased",
                            "aPersonWhoAllowsACommandAtTheTerminalClosesTheRequest")
                    .not(SCREENLESS, NO_SCREEN)
                    .not(UNWRITTEN, OPENCODE, GEMINI, QWEN)
                    .done(),
            row("a message sent while something is asked waits and is never typed")
                    .played(
                            "aMessageSentWhileADialogIsOpenWaitsAndIsNeverTyped",
                            "aRequestThatWasOpenIsAnsweredThroughTheNextDaemonAndWhatWaitedBehindItIsSaid")
                    .not(UNWRITTEN, GEMINI, QWEN)
                    .done(),
            row("messages sent while it works arrive once, in their order")
                    .played(
                            "messagesSentWhileItWorksAreDeliveredOnceAndInOrder",
                            "aMessageThatComesWhileItWorksWaitsAndArrivesOnce",
                            "messagesThatComeWhileItWorksWaitAndArriveOnceInTheirOrder")
                    .done(),
            row("an interrupt stops the turn and the next message is said")
                    .played("anInterruptStopsTheTurnAndIsSaidNext", "anInterruptStopsTheTurnAndTheNextMessageIsSaid")
                    .not(UNWRITTEN, STREAM, OPENCODE)
                    .done(),
            row("a steering message joins the turn that runs")
                    .played(
                            "aSteeringMessageEntersTheTurnThatRuns",
                            "aSteeringMessageIsStartedOnlyWhenItHasEnteredTheConversation")
                    .not("It has no way to join a turn: the message waits for its end.", GEMINI, QWEN)
                    .not("The protocol has no way to join a turn: the message waits for its end.", ACP)
                    .not(UNWRITTEN, STREAM, OPENCODE)
                    .done(),
            row("a person stops a turn at the terminal")
                    .played("aPersonStopsATurnThatHasSaidSomething", "aPersonStopsATurnAtTheTerminal")
                    .not(SCREENLESS, NO_SCREEN)
                    .not(UNWRITTEN, OPENCODE, GEMINI, QWEN)
                    .done(),
            row("what looks like a command is text to the model")
                    .played("whatLooksLikeACommandIsTextToTheModel", "whatBeginsLikeACommandIsTextToTheModel")
                    .done(),
            row("a long message arrives whole")
                    .played("aLongMessageArrivesWhole")
                    .not(UNWRITTEN, GEMINI, QWEN)
                    .done(),
            row("a draft of a person holds the message")
                    .played("aDraftHoldsTheMessageUntilThePersonClearsIt")
                    .not(SCREENLESS, NO_SCREEN)
                    .not("Nothing is typed into its composer.", CODEX, OPENCODE)
                    .not(UNWRITTEN, GEMINI, QWEN)
                    .done(),
            row("an error of the model is shown and the next message is said")
                    .played(
                            "anApiErrorIsShownAndTheNextMessageIsDelivered",
                            "aFailureOfTheModelIsAnErrorAndTheNextMessageIsSaid")
                    .not(UNWRITTEN, GEMINI, QWEN)
                    .done(),
            row("attempts that are made again are shown as such")
                    .played("aModelThatRecoversWhileItIsRetriedEndsTheTurnWell")
                    .not("The protocol has no word for it.", ACP)
                    .not(UNWRITTEN, CODEX, OPENCODE, GEMINI, QWEN)
                    .done(),
            row("a used up limit is shown with its end")
                    .played("aUsedUpLimitIsShownWithItsEndAndHoldsMessagesUntilThen", "aUsedUpLimitIsShownWithItsEnd")
                    .not(
                            "The stand-in for the model does not speak as its vendor's limit does.",
                            CODEX,
                            OPENCODE,
                            GEMINI,
                            QWEN,
                            CLAUDE_ACP,
                            CODEX_ACP,
                            OPENCODE_ACP,
                            GEMINI_ACP,
                            QWEN_ACP)
                    .done(),
            row("the daemon is killed in a turn with a message that waits")
                    .played(
                            "theDaemonIsKilledAndEverythingGoesOn",
                            "aDaemonThatIsKilledInTheMiddleOfATurnLosesAndDoublesNothing")
                    .done(),
            row("an open request outlives the daemon and is answered")
                    .played(
                            "anOpenRequestOutlivesTheDaemonAndCanBeAnswered",
                            "aRequestThatWasOpenIsAnsweredThroughTheNextDaemon",
                            "aRequestThatWasOpenIsAnsweredThroughTheNextDaemonAndWhatWaitedBehindItIsSaid")
                    .done(),
            row("a turn that ends while no daemon runs is told by the next one")
                    .played("aTurnThatEndsWhileNoDaemonRunsIsToldByTheNextOne")
                    .not(UNWRITTEN, STREAM, OPENCODE, GEMINI, QWEN)
                    .not(UNWRITTEN, ACP)
                    .done(),
            row("the agent is killed and comes back with its conversation")
                    .played(
                            "anAgentKilledInATurnIsStoppedAndComesBackWithItsConversation",
                            "anAgentThatIsKilledIsStoppedAndComesBack")
                    .not(UNWRITTEN, STREAM, CODEX, OPENCODE, GEMINI, QWEN)
                    .done(),
            row("a stopped session goes on with its conversation")
                    .played(
                            "aSessionThatWasStoppedGoesOnWithItsConversation",
                            "aStoppedSessionGoesOnWithItsConversation",
                            "aSessionComesBackWithItsConversation",
                            "anAgentKilledInATurnIsStoppedAndComesBackWithItsConversation")
                    .not(UNWRITTEN, OPENCODE)
                    .done(),
            row("a fork has the conversation")
                    .played("aForkHasTheConversationAndAWorktreeOfItsOwn", "aForkGoesOnFromACopy")
                    .not("It cannot fork a conversation.", GEMINI, QWEN, GEMINI_ACP, QWEN_ACP)
                    .not(UNWRITTEN, OPENCODE, CLAUDE_ACP, CODEX_ACP, OPENCODE_ACP)
                    .done(),
            row("removing saves work and needs a word for work that is nowhere else")
                    .played("removingSavesWorkFirstAndNeedsAWordForWorkThatIsNowhereElse")
                    .not("The same for every agent: nothing of it is the agent's.", GEMINI, QWEN)
                    .not("The same for every agent: nothing of it is the agent's.", ACP)
                    .done());

    @Test
    void theGuideTellsWhichScenarioIsPlayedWithWhichProgram() throws IOException {
        String text = """
                # Which scenarios are played with which programs

                Written from the test classes. `yes` is part of `./build real`, which CI runs; `rest` is run by `./build real --rest`. Both
                play the real program, at the version `scripts/install-agents.sh` pins, against a stand-in for its model on the same
                machine. What an agent cannot show, or what nobody has written for it, has a number, and the reason stands below.

                """ + new ScenarioTable(PROGRAMS, ROWS).rendered();
        if (Boolean.getBoolean("tagma.reference.write")) {
            Files.writeString(PAGE, text);
        }

        assertThat(PAGE)
                .as("run this test with -Dtagma.reference.write=true and commit docs/guide/scenarios.md")
                .hasContent(text);
    }

    private static Written row(String title) {
        return new Written(title, new ArrayList<>(), new HashMap<>());
    }

    /** A row while it is written down. */
    private record Written(String title, List<String> methods, Map<String, String> reasons) {

        private Written played(String... names) {
            methods.addAll(List.of(names));
            return this;
        }

        private Written not(String reason, String... programs) {
            return not(reason, List.of(programs));
        }

        private Written not(String reason, List<String> programs) {
            programs.forEach(program -> reasons.put(program, reason));
            return this;
        }

        private Row done() {
            return new Row(title, List.copyOf(methods), Map.copyOf(reasons));
        }
    }
}

package dev.tagma.testkit.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program in a real tmux; each test stands for something measured at the real agent. */
class ScriptedAgentTest {

    private static final String SESSION = "11111111-2222-4333-8444-555555555555";

    @TempDir
    private Path directory;

    private Pane pane;

    @BeforeEach
    void open() throws IOException {
        pane = new Pane(directory);
    }

    @AfterEach
    void close() {
        pane.close();
    }

    @Test
    void aTurnIsToldByScreenTitleStateTranscriptAndHooks() throws Exception {
        start();
        pane.say("WAIT gate\nSAY after");
        pane.awaitStatus("busy");
        pane.awaitScreen("● waiting for gate");

        assertThat(pane.title()).matches("[◐◑] .*");
        assertThat(pane.screen()).contains("❯ WAIT gate", "● waiting for gate", "esc to interrupt");

        pane.release("gate");
        pane.awaitScreen("✻ Worked for");
        pane.awaitStatus("idle");

        assertThat(pane.title()).startsWith("✳");
        assertThat(pane.hookNames()).containsExactly("SessionStart", "UserPromptSubmit", "Stop");
        assertThat(pane.hooks().getLast().at("last_assistant_message").text()).isEqualTo("waiting for gate after");
        assertThat(said()).containsExactly("WAIT gate\nSAY after");
        assertThat(pane.transcript(SESSION, "assistant")
                        .getLast()
                        .at("message")
                        .at("stop_reason")
                        .text())
                .isEqualTo("end_turn");
        assertThat(pane.transcript(SESSION, "system").getLast().at("subtype").text())
                .isEqualTo("turn_duration");
    }

    @Test
    void aPermissionIsAskedOnTheScreenAndByAHookAtOnce() throws Exception {
        start();
        pane.say("BASH touch made\nSAY fin");
        pane.awaitScreen("Do you want to proceed?");
        pane.awaitStatus("waiting");

        assertThat(pane.state().at("waitingFor").text()).isEqualTo("permission prompt");
        assertThat(pane.screen()).contains("❯ 1. Yes", "4. No", "Esc to cancel · Tab to amend");
        assertThat(pane.hooks().getLast().at("tool_input").at("command").text()).isEqualTo("touch made");
        assertThat(pane.work().resolve("made")).doesNotExist();

        pane.key("1");
        pane.awaitScreen("● fin");
        pane.awaitHook("Stop");

        assertThat(pane.work().resolve("made")).exists();
        assertThat(pane.hookNames()).endsWith("PreToolUse", "PermissionRequest", "PostToolUse", "Stop");
    }

    @Test
    void aHookAnswersAPermissionBesideTheScreen() throws Exception {
        start();
        pane.holdRequests();
        pane.say("BASH touch made\nBASH touch other\nSAY went on");
        pane.awaitScreen("touch made");
        pane.answer("{\"behavior\":\"allow\"}");
        pane.awaitScreen("touch other");
        pane.answer("{\"behavior\":\"deny\",\"message\":\"not today\"}");
        pane.awaitScreen("● went on");

        assertThat(pane.work().resolve("made")).exists();
        assertThat(pane.work().resolve("other")).doesNotExist();
        assertThat(results()).containsExactly("(Bash completed with no output)", "not today");
    }

    @Test
    void aHookAnswersAQuestionOnlyWithTheAnswersInIt() throws Exception {
        start();
        pane.holdRequests();
        pane.say("ASK Which?|Red|Blue");
        pane.awaitScreen("❯ 1. Red");
        pane.answer("{\"behavior\":\"allow\",\"updatedInput\":{\"questions\":[],\"answers\":{\"Which?\":\"Blue\"}}}");
        pane.awaitScreen("Which? → Blue");

        assertThat(results()).first().asString().contains("\"Which?\"=\"Blue\"");
    }

    @Test
    void aBareYesToAQuestionLeavesTheDialogOpen() throws Exception {
        start();
        pane.holdRequests();
        pane.say("ASK Which?|Red|Blue");
        pane.awaitScreen("❯ 1. Red");
        pane.answer("{\"behavior\":\"allow\"}");
        pane.key("2");
        pane.awaitScreen("Which? → Blue");

        assertThat(pane.state().at("status").text()).isIn("busy", "idle");
    }

    @Test
    void anAnswerOnTheScreenLeavesTheHookBehindAndARefusalEndsIt() throws Exception {
        start();
        pane.holdRequests();
        pane.say("BASH touch a");
        pane.awaitScreen("❯ 1. Yes");
        pane.key("1");
        pane.awaitScreen("✻ Worked for");

        await().untilAsserted(() -> assertThat(hookProcesses()).isEqualTo(1));

        pane.say("BASH touch b");
        pane.awaitScreen("❯ 1. Yes");
        await().untilAsserted(() -> assertThat(hookProcesses()).isEqualTo(2));
        pane.key("Escape");

        await().untilAsserted(() -> assertThat(hookProcesses()).isEqualTo(1));

        pane.key("C-c", "C-c");
        pane.awaitDead();
        await().untilAsserted(() -> assertThat(hookProcesses()).isZero());
    }

    @Test
    void afterAKillTheStateFileAndTheHookStayBehind() throws Exception {
        start();
        pane.holdRequests();
        pane.say("BASH touch a");
        pane.awaitStatus("waiting");
        await().untilAsserted(() -> assertThat(hookProcesses()).isEqualTo(1));
        ProcessHandle.of(pane.pid()).orElseThrow().destroyForcibly();
        pane.awaitDead();

        assertThat(pane.state().at("status").text()).isEqualTo("waiting");
        assertThat(hookProcesses()).isEqualTo(1);

        pane.answer("{}");
        await().untilAsserted(() -> assertThat(hookProcesses()).isZero());
    }

    @Test
    void escapeTellsNoHook() throws Exception {
        start();
        pane.say("WAIT never");
        pane.awaitScreen("● waiting for never");
        pane.key("Escape");
        pane.awaitScreen("⎿  Interrupted");
        pane.awaitStatus("idle");

        assertThat(pane.hookNames()).containsExactly("SessionStart", "UserPromptSubmit");
        assertThat(said()).containsExactly("WAIT never", "[Request interrupted by user]");
        assertThat(pane.transcript(SESSION, "system")).isEmpty();
    }

    @Test
    void escapeBeforeAnythingCamePutsThePromptBack() throws Exception {
        start();
        pane.say("HANG");
        pane.awaitStatus("busy");
        pane.awaitHook("UserPromptSubmit");
        await().until(() -> said().size() == 1);
        pane.key("Escape");
        pane.awaitStatus("idle");
        pane.awaitScreen(screen -> screen.contains("❯\u00a0HANG"));

        assertThat(said()).containsExactly("HANG");

        pane.say("glued");
        pane.awaitScreen("You said: HANGglued");

        assertThat(pane.transcript(SESSION, "user"))
                .extracting(entry -> entry.at("parentUuid").isMissing())
                .containsExactly(true, true);
    }

    @Test
    void aDialogWaitsUntilThePersonStopsWriting() throws Exception {
        start();
        pane.say("WAIT gate\nBASH touch made\nSAY fin");
        pane.awaitScreen("● waiting for gate");
        pane.paste("a draft");
        pane.awaitScreen("❯\u00a0a draft");
        pane.release("gate");
        pane.awaitStatus("waiting");

        assertThat(pane.screen())
                .contains("❯\u00a0a draft", "Waiting for permission…")
                .doesNotContain("❯ 1. Yes");

        pane.key("Enter");
        pane.awaitScreen("❯ 1. Yes");

        assertThat(pane.work().resolve("made")).doesNotExist();

        pane.key("1");
        pane.awaitScreen("You said: a draft");
        assertThat(pane.work().resolve("made")).exists();
    }

    @Test
    void invisibleCharactersAreShownBeforeTheyAreSent() throws Exception {
        start();
        pane.say("SAY right\u202eleft");
        pane.awaitScreen("Removed 1 invisible character · review and press Enter to send");

        assertThat(said()).isEmpty();

        pane.key("Enter");
        pane.awaitScreen("● rightleft");
    }

    @Test
    void theChildOfAnAgentLeavesNoTraces() throws Exception {
        pane.start(Map.of("CLAUDE_CODE_CHILD_SESSION", "1"), "--session-id", SESSION);
        pane.awaitScreen("? for shortcuts");
        pane.say("SAY hi");
        pane.awaitScreen("✻ Worked for");

        assertThat(pane.state().isMissing()).isTrue();
        assertThat(said()).isEmpty();
    }

    @Test
    void aPasteIntoAQuestionIsTakenForAFreeAnswer() throws Exception {
        start();
        pane.say("ASK Which?|Red|Blue");
        pane.awaitScreen("❯ 1. Red");
        pane.say("Green");
        pane.awaitScreen("Which? → Green");
    }

    @Test
    void refusingAToolInterruptsTheTurn() throws Exception {
        start();
        pane.say("BASH touch no\nSAY never");
        pane.awaitScreen("❯ 1. Yes");
        pane.key("Escape");
        pane.awaitScreen("Did not run 1 call");
        pane.awaitStatus("idle");

        assertThat(said()).contains("[Request interrupted by user for tool use]");
        assertThat(pane.screen()).doesNotContain("● never");
        assertThat(pane.hookNames()).doesNotContain("Stop");
    }

    @Test
    void messagesQueuedDuringATurnMakeTheNextOneTogether() throws Exception {
        start();
        pane.say("WAIT gate");
        pane.awaitScreen("● waiting for gate");
        pane.say("SAY one");
        pane.awaitScreen("❯ SAY one");
        pane.say("plain two");
        pane.awaitScreen("Press up to edit queued messages");
        await().until(() ->
                pane.hookNames().stream().filter("UserPromptSubmit"::equals).count() == 3);

        assertThat(said()).containsExactly("WAIT gate");

        pane.release("gate");
        pane.awaitScreen("You said: plain two");
        pane.awaitStatus("idle");

        assertThat(said()).containsExactly("WAIT gate", "SAY one", "plain two");
        assertThat(pane.transcript(SESSION, "queue-operation"))
                .extracting(operation -> operation.at("operation").text())
                .containsExactly("enqueue", "enqueue", "dequeue", "dequeue");
        assertThat(pane.hookNames().stream().filter("UserPromptSubmit"::equals)).hasSize(3);
    }

    @Test
    void aQueuedMessageEntersTheTurnBehindATool() throws Exception {
        start("--permission-mode", "bypassPermissions");
        pane.say("WAIT gate\nBASH true\nSAY rest");
        pane.awaitScreen("● waiting for gate");
        pane.say("SAY steered");
        pane.awaitScreen("Queued ·");
        pane.release("gate");
        pane.awaitScreen("steered");
        pane.awaitStatus("idle");

        var entered = pane.transcript(SESSION, "attachment");
        assertThat(entered).hasSize(1);
        assertThat(entered.getFirst().at("attachment").at("prompt").text()).isEqualTo("SAY steered");
        assertThat(pane.transcript(SESSION, "queue-operation"))
                .extracting(operation -> operation.at("operation").text())
                .containsExactly("enqueue", "remove");
        assertThat(pane.hookNames().stream().filter("Stop"::equals)).hasSize(1);
    }

    @Test
    void aPasteIntoADialogIsLostAndEnterConfirmsIt() throws Exception {
        start();
        pane.say("BASH touch danger");
        pane.awaitScreen("❯ 1. Yes");
        pane.say("please do not");
        pane.awaitScreen("✻ Worked for");

        assertThat(pane.work().resolve("danger")).exists();
        assertThat(pane.screen()).doesNotContain("please do not");
    }

    @Test
    void beforeItIsReadyTextStaysAndEnterIsLost() throws Exception {
        pane.start(Map.of("SCRIPTED_START_DELAY", "1500"), "--session-id", SESSION);
        pane.awaitScreen("manual mode on");
        pane.say("SAY early");
        pane.awaitScreen("❯\u00a0SAY early");

        assertThat(pane.state().at("sessionId").text()).isEqualTo(SESSION);
        assertThat(pane.state().at("status").isMissing()).isTrue();

        pane.awaitStatus("idle");

        assertThat(pane.screen()).contains("❯\u00a0SAY early");
        assertThat(said()).isEmpty();

        pane.key("Enter");
        pane.awaitScreen("● early");
    }

    @Test
    void aLongPasteIsFoldedAndWrapped() throws Exception {
        start();
        var text = "SAY long\n" + "line with\ttab\n".repeat(20_000);
        pane.paste(text);
        pane.awaitScreen("[Pasted text #1 +20001 lines]");
        pane.key("Enter");
        pane.awaitScreen("● long");

        var body = text.replace("\t", "    ");
        assertThat(said().getFirst())
                .matches(
                        said -> said.startsWith("\n\n<pasted_content id=\"")
                                && said.contains(">\n" + body.substring(0, body.length() - 1) + "\n</pasted_content"),
                        "the whole text, a tab as four spaces, in its wrapping");
    }

    @Test
    void sigilsAreForTheProgramUnlessTheyAreInALongPaste() throws Exception {
        start();
        pane.say("!touch by-shell");
        await().until(() -> Files.exists(pane.work().resolve("by-shell")));
        pane.awaitScreen("● Done.");
        pane.awaitStatus("idle");
        pane.say(" /nosuch");
        pane.awaitScreen("Unknown command: /nosuch");
        pane.say("/nosuch\n\n\n");
        pane.awaitScreen("You said: ");

        assertThat(pane.hookNames().stream().filter("UserPromptSubmit"::equals)).hasSize(1);
    }

    @Test
    void clearBeginsAnotherConversation() throws Exception {
        start();
        pane.say("SAY before");
        pane.awaitScreen("✻ Worked for");
        pane.say("/clear");
        await().until(() -> !pane.state().at("sessionId").text(SESSION).equals(SESSION));
        pane.awaitStatus("idle");
        var session = pane.state().at("sessionId").text();

        await().until(() -> !pane.transcript(session, "user").isEmpty());
        assertThat(pane.screen()).doesNotContain("● before");
        assertThat(pane.hookNames()).endsWith("Stop", "SessionEnd", "SessionStart");
        assertThat(pane.hooks().getLast().at("session_id").text()).isEqualTo(session);
    }

    @Test
    void compactKeepsTheConversation() throws Exception {
        start();
        pane.say("SAY before");
        pane.awaitScreen("✻ Worked for");
        pane.say("/compact");
        pane.awaitScreen("⎿  Compacted");
        pane.awaitStatus("idle");

        assertThat(pane.state().at("sessionId").text()).isEqualTo(SESSION);
        assertThat(pane.hookNames()).endsWith("PreCompact", "SessionStart", "PostCompact");
        assertThat(pane.transcript(SESSION, "system").getLast().at("subtype").text())
                .isEqualTo("compact_boundary");
    }

    @Test
    void aPlanIsShownForApproval() throws Exception {
        start();
        pane.say("PLAN 1. look\\n2. leap\nSAY planned");
        pane.awaitScreen("2. Yes, manually approve edits");

        assertThat(pane.screen()).contains("Ready to code?", "1. look", "❯ 1. Yes, and use auto mode");
        assertThat(pane.hooks().getLast().at("tool_input").at("plan").text()).isEqualTo("1. look\n2. leap\n");

        pane.key("2");
        pane.awaitScreen("● planned");
        pane.awaitScreen("manual mode on");
    }

    @Test
    void aSubagentAsksBesideTheTurnAndBringsNews() throws Exception {
        start();
        pane.say("TASK helper|BASH touch by-sub\\nSAY sub done");
        pane.awaitScreen("from the general-purpose agent");
        pane.awaitHook("Stop");
        pane.key("1");
        pane.awaitScreen("Noted: Agent \"helper\" finished");
        pane.awaitStatus("idle");

        assertThat(pane.work().resolve("by-sub")).exists();
        assertThat(pane.hookNames()).contains("SubagentStart", "SubagentStop");
        assertThat(pane.hookNames().stream().filter("Stop"::equals)).hasSize(2);
    }

    @Test
    void aShellInTheBackgroundIsAStateOfItsOwn() throws Exception {
        start();
        pane.say("BG while [ ! -e go ]; do sleep 0.05; done\nSAY on its way");
        pane.awaitScreen("❯ 1. Yes");
        pane.key("1");
        pane.awaitStatus("shell");
        pane.awaitScreen("1 shell still running");
        Files.createFile(pane.work().resolve("go"));
        pane.awaitScreen("Noted: Background command");
        pane.awaitStatus("idle");
    }

    @Test
    void errorsOfTheModelEndTheTurn() throws Exception {
        start();
        pane.say("FAIL 400");
        pane.awaitScreen("● API Error: 400");
        pane.awaitHook("StopFailure");
        pane.say("FAIL 529 1\nSAY recovered");
        pane.awaitScreen("retrying in 1s · attempt 1/10");
        pane.awaitScreen("● recovered");
        pane.say("LIMIT 3600");
        pane.awaitScreen("You've hit your 5-hour limit · resets");

        // Drawn first, recorded then, as the real program does.
        await().untilAsserted(() -> assertThat(pane.transcript(SESSION, "assistant").stream()
                        .filter(entry -> entry.at("isApiErrorMessage").isTrue()))
                .extracting(entry -> entry.at("apiErrorStatus").text())
                .containsExactly("400", "429"));
    }

    @Test
    void aConversationGoesOnAfterAKill() throws Exception {
        start();
        pane.say("SAY first");
        pane.awaitScreen("✻ Worked for");
        pane.say("WAIT cut");
        pane.awaitStatus("busy");
        await().until(() -> said().size() == 2);
        ProcessHandle.of(pane.pid()).orElseThrow().destroyForcibly();
        pane.awaitDead();
        pane.end();
        Files.delete(onlyStateFile());
        pane.start("--resume", SESSION);

        assertThat(pane.screen()).contains("● first");
        assertThat(pane.transcript(SESSION, "assistant")
                        .getLast()
                        .at("message")
                        .at("model")
                        .text())
                .isEqualTo("<synthetic>");

        pane.say("SAY on");
        pane.awaitScreen("● on");

        assertThat(said()).containsExactly("SAY first", "WAIT cut", "SAY on");
    }

    @Test
    void aForkTakesTheConversationAlong() throws Exception {
        start();
        pane.say("SAY first");
        pane.awaitScreen("✻ Worked for");
        pane.key("C-d", "C-d");
        pane.awaitDead();
        pane.end();
        pane.start("--resume", SESSION, "--fork-session");
        pane.say("SAY forked");
        pane.awaitScreen("● forked");
        var fork = pane.state().at("sessionId").text();

        assertThat(fork).isNotEqualTo(SESSION);
        assertThat(pane.transcript(fork, "user")).hasSize(2);
        assertThat(pane.transcript(SESSION, "user")).hasSize(1);
    }

    @Test
    void whatCannotBeStartedSaysWhy() throws Exception {
        // Not in tmux, which may miss the last words of a program that ends.
        var builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                ScriptedAgent.class.getName(),
                "--resume",
                SESSION);
        builder.environment().put("HOME", directory.toString());
        builder.environment().remove("CLAUDE_CONFIG_DIR");
        var process = builder.redirectErrorStream(true).start();

        assertThat(process.inputReader().readAllAsString())
                .isEqualTo("error: No conversation found with session ID: " + SESSION + "\n");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    @Test
    void trustIsAskedForFirstAndTheDefaultIsNo() throws Exception {
        pane.start(Map.of("SCRIPTED_TRUST", "ask"), "--session-id", SESSION);
        pane.awaitScreen("❯ No, exit");

        assertThat(pane.state().isMissing()).isTrue();

        pane.key("Enter");
        pane.awaitDead();
        pane.end();
        pane.start(Map.of("SCRIPTED_TRUST", "ask"), "--session-id", SESSION);
        pane.awaitScreen("❯ No, exit");
        pane.key("Down", "Enter");
        pane.awaitStatus("idle");
        pane.key("C-d", "C-d");
        pane.awaitDead();
        pane.end();
        pane.start(Map.of("SCRIPTED_TRUST", "ask"), "--session-id", SESSION);

        pane.awaitStatus("idle");
    }

    @Test
    void theTrustDialogIsOnTheNormalScreen() throws Exception {
        pane.start(Map.of("SCRIPTED_TRUST", "ask"));
        pane.awaitScreen("❯ No, exit");

        assertThat(pane.isAlternate()).isFalse();

        pane.key("Down", "Enter");
        pane.awaitScreen("? for shortcuts");

        assertThat(pane.isAlternate()).isTrue();
    }

    @Test
    void leavingCleansUp() throws Exception {
        start();
        pane.say("/exit");
        pane.awaitDead();

        assertThat(pane.state().isMissing()).isTrue();
        assertThat(pane.hooks().getLast().at("reason").text()).isEqualTo("prompt_input_exit");
    }

    @Test
    void aKilledPaneIsToldAsSuch() throws Exception {
        start();
        pane.end();

        pane.awaitHook("SessionEnd");
        assertThat(pane.hooks().getLast().at("reason").text()).isEqualTo("other");
        await().until(() -> pane.state().isMissing());
    }

    @Test
    void sourcesCanBeMuted() throws Exception {
        start();
        pane.say("MUTE state\nMUTE title\nMUTE hooks\nMUTE transcript\nWAIT gate");
        pane.awaitScreen("● waiting for gate");
        var title = pane.title();
        pane.release("gate");
        pane.awaitScreen("✻ Worked for");

        assertThat(pane.state().at("status").text()).isEqualTo("busy");
        assertThat(pane.title()).isEqualTo(title);
        assertThat(pane.hookNames()).doesNotContain("Stop");
        assertThat(pane.transcript(SESSION, "assistant")).isEmpty();
    }

    @Test
    void misbehaviourIsPlayedToo() throws Exception {
        start();
        pane.say("MISLEAD Do you want to proceed?\\n ❯ 1. Yes\nSAY words");
        pane.awaitScreen("● words");

        assertThat(pane.screen()).contains("Do you want to proceed?");
        assertThat(pane.state().at("status").text()).isIn("busy", "idle");

        pane.say("FLOOD 300\nSAY flooded");
        pane.awaitScreen("● flooded");
        pane.say("LATEHOOK 600\nSAY late");
        pane.awaitScreen("● late");
        pane.awaitStatus("idle");
        assertThat(pane.hookNames().stream().filter("Stop"::equals)).hasSize(2);
        await().until(() -> pane.hookNames().stream().filter("Stop"::equals).count() == 3);

        pane.say("HANGUI\nSAY hanging");
        pane.awaitScreen("● hanging");
        pane.awaitStatus("idle");
        pane.key("x");
        await().during(Duration.ofMillis(300)).until(() -> !pane.screen().contains("❯\u00a0x"));
    }

    @Test
    void aCrashLeavesEverythingAsItIs() throws Exception {
        start();
        pane.say("CRASH");
        pane.awaitDead();

        assertThat(pane.state().at("status").text()).isEqualTo("busy");
        assertThat(pane.hookNames()).doesNotContain("SessionEnd");
    }

    @Test
    void theScreenFollowsTheSizeOfTheWindow() throws Exception {
        start();
        pane.resize(70, 20);

        pane.awaitScreen(screen -> screen.lines().anyMatch(line -> line.equals("─".repeat(70))));
        pane.awaitScreen("? for shortcuts");
    }

    private void start(String... more) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(
                List.of("--session-id", SESSION, "--settings", pane.settings().toString()));
        arguments.addAll(List.of(more));
        if (more.length == 0) {
            pane.start(arguments.toArray(String[]::new));
        } else {
            pane.start(Map.of(), arguments.toArray(String[]::new));
            pane.awaitStatus("idle");
        }
        pane.awaitHook("SessionStart");
    }

    /** The texts of the user entries. */
    private List<String> said() {
        return pane.transcript(SESSION, "user").stream()
                .map(entry -> entry.at("message").at("content"))
                .filter(content -> content.list().isEmpty()
                        || content.list().getFirst().at("type").text().equals("text"))
                .map(content -> content.list().isEmpty()
                        ? content.text()
                        : content.list().getFirst().at("text").text())
                .toList();
    }

    private List<String> results() {
        return pane.transcript(SESSION, "user").stream()
                .flatMap(entry -> entry.at("message").at("content").list().stream())
                .filter(block -> block.at("type").text().equals("tool_result"))
                .map(block -> block.at("content").text())
                .toList();
    }

    /** How many hooks of requests wait for an answer. */
    private long hookProcesses() {
        var script = directory.resolve("hook.sh").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(script + " PermissionRequest"))
                .count();
    }

    private Path onlyStateFile() throws IOException {
        try (var files = Files.list(pane.config().resolve("sessions"))) {
            return files.findFirst().orElseThrow();
        }
    }
}

package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Samples;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Confidence;
import dev.tagma.core.status.Evidence;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.search.HitJson;
import dev.tagma.wire.search.PieceJson;
import dev.tagma.wire.search.SearchJson;
import dev.tagma.wire.session.AttachJson;
import dev.tagma.wire.session.EvidenceJson;
import dev.tagma.wire.session.ExplanationJson;
import dev.tagma.wire.session.FactJson;
import dev.tagma.wire.session.StatusJson;
import dev.tagma.wire.transcript.EntryJson;
import dev.tagma.wire.transcript.LastMessagesJson;
import dev.tagma.wire.transcript.PaneJson;
import dev.tagma.wire.transcript.TranscriptJson;
import dev.tagma.wire.turn.DiffJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that show what an agent did and said. */
class ReadTest extends CommandTest {

    private static final String OTTER = "/v1/sessions/calm-otter/";

    // ---- transcript

    private static EntryJson entry(int number, String text) {
        return new EntryJson(
                "c" + number, "assistant", text, Optional.empty(), Optional.of(Samples.NOW.plusSeconds(number)));
    }

    private static String page(boolean more, EntryJson... entries) {
        return Samples.json(new TranscriptJson(List.of(entries), more));
    }

    @Test
    void theConversationIsPrintedWithWhoSaidItAndWhen() {
        daemon.at(
                "GET " + OTTER + "transcript",
                page(
                        false,
                        new EntryJson("c1", "user", "two\nlines", Optional.empty(), Optional.of(Samples.NOW)),
                        new EntryJson("c2", "tool", "done", Optional.of("Bash"), Optional.empty())));

        assertThat(run("transcript", "calm-otter").endsWith(0).out()).isEqualTo("""
                user  2026-11-20 10:00:00
                  two
                  lines
                tool Bash
                  done
                """);
    }

    @Test
    void aLongConversationIsPutTogetherFromItsPages() {
        daemon.inTurn(
                "GET " + OTTER + "transcript",
                FakeDaemon.json(page(true, entry(3, "three"), entry(4, "four"))),
                FakeDaemon.json(page(false, entry(1, "one"), entry(2, "two"))));

        Result result = run("transcript", "calm-otter", "--all", "--json").endsWith(0);

        assertThat(JsonText.parse(result.out()))
                .isEqualTo(JsonText.parse(
                        page(false, entry(1, "one"), entry(2, "two"), entry(3, "three"), entry(4, "four"))));
        assertThat(daemon.asked().stream().map(one -> one.target()))
                .containsExactly(OTTER + "transcript?limit=200", OTTER + "transcript?limit=200&before=c3");
    }

    @Test
    void whatComesBehindACursorIsReadForward() {
        daemon.inTurn(
                "GET " + OTTER + "transcript",
                FakeDaemon.json(page(
                        true,
                        IntStream.rangeClosed(2, 201)
                                .mapToObj(n -> entry(n, "text " + n))
                                .toArray(EntryJson[]::new))),
                FakeDaemon.json(page(true, entry(202, "x"), entry(203, "y"))));

        Result result = run("transcript", "calm-otter", "--after", "c1", "-n", "202", "--role", "assistant")
                .endsWith(0);

        assertThat(result.out()).contains("text 2\n", "text 201\n").endsWith("  y\n");
        assertThat(daemon.asked().getLast().target()).isEqualTo(OTTER + "transcript?limit=2&role=assistant&after=c201");
    }

    @Test
    void anEntryIsPrintedWithWhatStandsAroundIt() {
        daemon.inTurn(
                "GET " + OTTER + "transcript",
                FakeDaemon.json(page(true, entry(3, "three"), entry(4, "four"))),
                FakeDaemon.json(page(true, entry(1, "one"), entry(2, "two"))));

        Result result =
                run("transcript", "calm-otter", "--around", "c2", "-n", "4").endsWith(0);

        assertThat(result.out()).containsSubsequence("one", "two", "three", "four");
        assertThat(daemon.asked().stream().map(one -> one.target()))
                .containsExactly(OTTER + "transcript?limit=2&after=c2", OTTER + "transcript?limit=2&before=c3");
    }

    @Test
    void theLastEntryOfAConversationThatAnotherOneFollowedHasWhatStandsInFrontOfIt() {
        daemon.inTurn(
                "GET " + OTTER + "transcript",
                FakeDaemon.json(page(false, entry(3, "of the next"))),
                FakeDaemon.json(page(false)),
                FakeDaemon.json(page(false, entry(1, "one"))));

        assertThat(run("transcript", "calm-otter", "--around", "c2").endsWith(0).out())
                .containsSubsequence("one", "of the next");
    }

    // ---- search

    private static final String FOUND = Samples.json(new SearchJson(
            List.of(
                    new HitJson(
                            Optional.of(SessionId.parse(Samples.OTTER)),
                            Optional.of(new Handle("calm-otter")),
                            false,
                            new AgentId("claude-code"),
                            Optional.empty(),
                            Optional.of("/w/otter"),
                            "assistant",
                            Optional.empty(),
                            Optional.of(Samples.NOW),
                            "a1:7.0",
                            List.of(new PieceJson("the \u001b[31mtest\nis ", false), new PieceJson("flaky", true)),
                            List.of("tagma", "resume", "calm-otter")),
                    new HitJson(
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            new AgentId("codex"),
                            Optional.of("c1"),
                            Optional.of("/home/anna/it's"),
                            "tool",
                            Optional.of("Bash"),
                            Optional.empty(),
                            "c1:0",
                            List.of(new PieceJson("flaky", true)),
                            List.of("tagma", "create", "-a", "codex", "--resume", "c1", "-p", "/home/anna/it's"))),
            false,
            true));

    @Test
    void aHitIsPrintedWithTheCommandsThatGoOnFromIt() {
        daemon.at("GET /v1/search", FOUND);

        assertThat(run("search", "flaky", "test", "-a", "codex", "--role", "tool", "-n", "3")
                        .endsWith(0)
                        .out())
                .isEqualTo("""
                calm-otter  claude-code  assistant  2026-11-20 10:00
                  the \\x1b[31mtest is flaky
                  tagma transcript calm-otter --around a1:7.0
                  tagma resume calm-otter
                c1  codex  tool Bash
                  flaky
                  tagma create -a codex --resume c1 -p '/home/anna/it'\\''s'
                """);
        assertThat(daemon.asked().getLast().target())
                .isEqualTo("/v1/search?text=flaky%20test&agent=codex&role=tool&limit=3");
    }

    @Test
    void whatASearchFoundCannotDriveATerminal() {
        daemon.at("GET /v1/search", FOUND);

        assertThat(runOnTerminal("search", "flaky").out())
                .contains("\u001b[33mflaky\u001b[0m")
                .doesNotContain("\u001b[31mtest");
    }

    @Test
    void aSearchForNothingIsNamed() {
        run("search").endsWith(2);
        run("search", "a", "--since", "yesterday")
                .fails(2, "--since 'yesterday' is not an age: give a number with s, m, h or d, such as 72h");
    }

    @Test
    void wrongWordsAreNamed() {
        run("transcript", "calm-otter", "--before", "a", "--after", "b")
                .fails(2, "--before and --after exclude each other: give one");
        run("transcript", "calm-otter", "--before", "a b")
                .fails(2, "--before 'a b' is not a cursor: take one from tagma transcript --json");
        run("transcript", "calm-otter", "--role", "robot")
                .fails(2, "--role 'robot' is not one of user, assistant, tool, system");
        run("transcript", "calm-otter", "-n", "0")
                .fails(2, "-n '0' is not a whole number of the range: give 1 or more");
        run("transcript", "calm-otter", "-n", "99999999999")
                .fails(2, "-n '99999999999' is not a whole number of the range: give 1 or more");
    }

    // ---- last-message

    @Test
    void aProgramGetsTheMessageByteForByte() {
        String said = "a\tb \u001b[31mred\u001b[0m\u202e\nend";
        daemon.at("GET " + OTTER + "last-message", Samples.json(new LastMessagesJson(List.of("first", said))));

        assertThat(run("last-message", "calm-otter", "-n", "2").endsWith(0).out())
                .isEqualTo("first\n\n" + said + "\n");
        assertThat(daemon.asked().getLast().target()).endsWith("?n=2");
    }

    @Test
    void onATerminalAMessageCannotDriveIt() {
        daemon.at(
                "GET " + OTTER + "last-message",
                Samples.json(new LastMessagesJson(List.of("a\tb\n\u001b[31m\u001b]0;x\u0007\r\u202e"))));

        assertThat(runOnTerminal("last-message", "calm-otter").endsWith(0).out())
                .isEqualTo("a\tb\n\\x1b[31m\\x1b]0;x\\x07\\r\\u202e\n");
    }

    @Test
    void whoHasSaidNothingIsNoSuccess() {
        daemon.at("GET " + OTTER + "last-message", Samples.json(new LastMessagesJson(List.of())));

        run("last-message", "calm-otter")
                .fails(1, "calm-otter has said nothing yet; tagma show calm-otter tells what it does");
        assertThat(run("last-message", "calm-otter", "--json").endsWith(1).out())
                .isEqualTo("{\"messages\":[]}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "1.5", "x", ""})
    void howManyMustBeANumberOfTheRange(String count) {
        run("last-message", "calm-otter", "-n", count)
                .fails(2, "-n '" + count + "' is not a whole number of the range: give 1 to 100");
    }

    // ---- capture

    @Test
    void coloursOfTheTerminalAreLetThroughAndNothingElse() {
        daemon.at(
                "GET " + OTTER + "pane",
                Samples.json(new PaneJson("\u001b[1;38:2:1:2:3mbold\u001b[0m \u001b[2J\u001b]8;;x\u0007\nend\n")));

        assertThat(runOnTerminal("capture", "calm-otter", "--ansi", "-n", "7")
                        .endsWith(0)
                        .out())
                .isEqualTo("\u001b[1;38:2:1:2:3mbold\u001b[0m \\x1b[2J\\x1b]8;;x\\x07\nend\n");
        assertThat(daemon.asked().getLast().target()).isEqualTo(OTTER + "pane?lines=7&ansi=true");
    }

    @Test
    void aTerminalThatIsGoneIsSaidToBe() {
        daemon.at("GET " + OTTER + "pane", FakeDaemon.problem(409, "conflict", "calm-otter has no terminal"));

        run("capture", "calm-otter").fails(1, "calm-otter has no terminal");
    }

    // ---- diff

    @Test
    void aDiffIsAsGitCanApplyIt() {
        String diff = "diff --git a/x b/x\n@@ -1 +1 @@\n-a\n+\u001b\tb\n";
        daemon.at("GET " + OTTER + "diff", Samples.json(new DiffJson(Optional.of(3), diff)));

        assertThat(run("diff", "calm-otter", "--turn", "3").endsWith(0).out()).isEqualTo(diff);
        assertThat(daemon.asked().getLast().target()).isEqualTo(OTTER + "diff?turn=3");
        assertThat(runOnTerminal("diff", "calm-otter").endsWith(0).out())
                .contains("\u001b[31m-a\u001b[0m\n", "+\\x1b        b");
    }

    @Test
    void noDifferenceIsNoOutput() {
        daemon.at("GET " + OTTER + "diff", Samples.json(new DiffJson(Optional.empty(), "")));

        assertThat(run("diff", "calm-otter").endsWith(0).out()).isEmpty();
        run("diff", "calm-otter", "--turn", "none")
                .fails(2, "--turn 'none' is not a whole number of the range: give 1 or more");
    }

    // ---- explain

    @Test
    void aStatusIsExplainedByFactsSourcesAndRules() {
        var fact = new FactJson(
                Source.AGENT_STATE,
                Question.TURN,
                "idle",
                Samples.NOW.minusSeconds(12),
                Samples.NOW.minusSeconds(3),
                "level",
                Optional.empty(),
                "status=idle");
        var status = new StatusJson(
                Lifecycle.LIVE,
                Optional.of(Activity.IDLE),
                "the turn is over",
                Samples.NOW,
                Confidence.HIGH,
                "state-file",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        daemon.at(
                "GET " + OTTER + "explain",
                Samples.json(new ExplanationJson(
                        status,
                        List.of(new EvidenceJson(Evidence.Role.DECIDES, fact)),
                        List.of(fact),
                        Map.of("hooks", "heard from 2 s ago"),
                        List.of("turn-failed", "state-file"))));

        assertThat(run("explain", "calm-otter").endsWith(0).out()).isEqualTo("""
                idle  the turn is over
                high confidence by rule state-file, since 0 s ago

                evidence
                  decides  agent state  turn  idle  seen 3 s ago  level  status=idle

                all facts
                    agent state  turn  idle  seen 3 s ago  level  status=idle

                sources
                  hooks  heard from 2 s ago

                rules, in their order
                  turn-failed
                > state-file
                """);
    }

    // ---- attach

    private void attachBy(String... command) {
        daemon.at("GET " + OTTER + "attach", Samples.json(new AttachJson(List.of(command))));
    }

    @Test
    void thePrintedCommandIsAsAShellTakesIt() {
        attachBy("tmux", "-S", "/tmp/a b's", "attach-session", "-t", "=x:");

        assertThat(run("attach", "calm-otter", "--print").endsWith(0).out())
                .isEqualTo("tmux -S '/tmp/a b'\\''s' attach-session -t '=x:'\n");
    }

    @Test
    void withoutATerminalItSaysWhatElseThereIs() {
        attachBy("/bin/true");

        run("attach", "calm-otter")
                .fails(1, "attach needs a terminal: run it in one, or use --print, or tagma capture calm-otter");
    }

    @Test
    void itAttachesOutsideOfTheTmuxOneIsIn() throws IOException {
        environment.put("TMUX", "/tmp/own,1,0");
        Path seen = folder.resolve("seen");
        attachBy("/bin/sh", "-c", "env > '" + seen + "'");

        runOnTerminal("attach", "calm-otter").endsWith(0);

        assertThat(Files.readString(seen)).contains("PATH=").doesNotContain("TMUX=");
    }

    @Test
    void aFailedAttachIsOne() {
        attachBy("/bin/false");
        assertThat(runOnTerminal("attach", "calm-otter").endsWith(1).err())
                .contains("/bin/false could not attach to calm-otter; tagma show calm-otter tells whether it runs");

        attachBy("/nowhere/tmux");
        assertThat(runOnTerminal("attach", "calm-otter").endsWith(1).err()).contains("cannot run /nowhere/tmux");
    }

    @Test
    void aSessionMustBeNamedToAttachTo() {
        environment.put("TAGMA_SESSION", Samples.OTTER);

        assertThat(run("attach").endsWith(2).err()).startsWith("tagma: ");
    }
}

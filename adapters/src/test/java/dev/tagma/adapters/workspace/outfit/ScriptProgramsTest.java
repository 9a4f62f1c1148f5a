package dev.tagma.adapters.workspace.outfit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Script;
import dev.tagma.spi.workspace.ScriptRunner.Ended;
import dev.tagma.spi.workspace.ScriptRunner.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScriptProgramsTest {

    @TempDir
    private Path directory;

    private final SessionId session = new SessionId(UUID.randomUUID());
    private final FileWatch watch = new FileWatch();
    private final ScriptPrograms scripts =
            new ScriptPrograms(Map.of("PATH", System.getenv("PATH"), "ANTHROPIC_API_KEY", "secret"), watch);
    private Path workspace;
    private Path log;

    @BeforeEach
    void begin() throws IOException {
        workspace = Files.createDirectory(directory.resolve("work space"));
        log = Files.createDirectory(directory.resolve("own")).resolve("setup.log");
    }

    @AfterEach
    void end() throws InterruptedException {
        run("true");
        watch.close();
    }

    private Ended run(String text) throws InterruptedException {
        return run(text, Duration.ofMinutes(1));
    }

    private Ended run(String text, Duration limit) throws InterruptedException {
        return scripts.run(new Run(
                session, "setup", new Script("up.sh", text), workspace, Map.of("TAGMA_PORT_WEB", "21000"), limit, log));
    }

    private boolean somethingRuns() {
        return !Processes.withVariable(ScriptPrograms.MARK, session + ":setup").isEmpty();
    }

    @Test
    void itRunsInTheWorkspaceWithItsPortsAndWithoutTheDaemonsSecrets() throws Exception {
        Ended ended = run("pwd; echo $TAGMA_PORT_WEB; echo \"key=$ANTHROPIC_API_KEY\" >&2");

        assertThat(ended.succeeded()).isTrue();
        assertThat(log).hasContent(workspace + "\n21000\nkey=\n");
        assertThat(ended.lastLines()).isEqualTo(workspace + "\n21000\nkey=");
    }

    @Test
    void theFirstLineNamesTheInterpreter() throws Exception {
        assertThat(run("#!/bin/echo hello\n").lastLines()).startsWith("hello ").endsWith("setup.script");
        assertThat(run("#! /usr/bin/env  sh\necho $0").lastLines()).endsWith("setup.script");
        assertThat(run("#!/no/such/interpreter\n").succeeded()).isFalse();
    }

    @Test
    void whatFailsIsSaidWithTheEndOfItsOutput() throws Exception {
        Ended ended = run("seq 1 100; exit 3");

        assertThat(ended.succeeded()).isFalse();
        assertThat(ended.how()).isEqualTo("ended with exit code 3");
        assertThat(ended.lastLines()).isEqualTo("93\n94\n95\n96\n97\n98\n99\n100");
    }

    @Test
    void ofAFloodTheEndIsKept() throws Exception {
        Ended ended = run("yes flood | head -c 3000000; echo last");

        assertThat(Files.size(log)).isEqualTo(1 << 20);
        assertThat(ended.lastLines()).endsWith("flood\nlast");
    }

    /** A script may print for ten minutes. */
    @Test
    void aFloodDoesNotFillTheDiskWhileTheScriptRuns() throws Exception {
        Path go = workspace.resolve("go");
        Thread running = Thread.ofVirtual().start(() -> {
            try {
                run("yes flood | head -c 198000000; touch flooded; until [ -e go ]; do sleep 0.1; done; echo last");
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> Files.exists(workspace.resolve("flooded")));
        assertThat(go).doesNotExist();

        await().untilAsserted(() -> assertThat(onDisk(log)).isLessThan(8 << 20));

        Files.createFile(go);
        running.join();
        assertThat(Files.size(log)).isEqualTo(1 << 20);
        assertThat(Files.readString(log)).endsWith("flood\nlast\n");
    }

    private static long onDisk(Path file) throws IOException {
        Process stat = new ProcessBuilder("stat", "--format", "%b", file.toString()).start();
        return Long.parseLong(new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip())
                * 512;
    }

    @Test
    void whatTakesTooLongIsEndedWithAllItStartedEvenBehindASessionOfItsOwn() throws Exception {
        Ended ended = run("setsid sleep 1000 & sleep 1000 & sleep 1000", Duration.ofSeconds(2));

        assertThat(ended.succeeded()).isFalse();
        assertThat(ended.how()).contains("took longer than 2 s");
        assertThat(somethingRuns()).isFalse();
    }

    @Test
    void whatAFormerRunLeftRunningIsEndedFirst() throws Exception {
        assertThat(run("setsid sleep 1000 >/dev/null 2>&1 & echo begun").succeeded())
                .isTrue();
        assertThat(somethingRuns()).isTrue();

        assertThat(run("echo again").lastLines()).isEqualTo("again");

        assertThat(somethingRuns()).isFalse();
    }

    @Test
    void whatItLeavesRunningInTheBackgroundDoesNotKeepIt() throws Exception {
        Ended ended = run("sleep 1000 & echo begun");

        assertThat(ended.succeeded()).isTrue();
        assertThat(somethingRuns()).isTrue();
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        Thread running = Thread.ofVirtual().start(() -> {
            try {
                run("sleep 1000");
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(this::somethingRuns);

        running.interrupt();
        running.join();

        assertThat(somethingRuns()).isFalse();
    }
}

package dev.tagma.adapters.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Programs programs = new Programs();

    @TempDir
    private Path directory;

    private Invocation sh(String script, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        command.addAll(Arrays.asList(arguments));
        return Invocation.of(directory, Map.of("PATH", "/usr/bin:/bin"), command);
    }

    private Outcome.Exited exited(Invocation invocation) throws InterruptedException {
        assertThat(programs.run(invocation)).isInstanceOf(Outcome.Exited.class);
        return (Outcome.Exited) programs.run(invocation);
    }

    @Test
    void bothOutputsAndTheCodeAreKept() throws Exception {
        Outcome.Exited outcome = exited(sh("echo out; echo err >&2; exit 3"));

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.output().text()).isEqualTo("out\n");
        assertThat(outcome.errors().trimmed()).isEqualTo("err");
    }

    @Test
    void argumentsAreNotInterpreted() throws Exception {
        Outcome.Exited outcome = exited(sh("printf '%s|' \"$@\"", "a b", "", "$HOME", "'", "\n"));

        assertThat(outcome.output().text()).isEqualTo("a b||$HOME|'|\n|");
    }

    @Test
    void nothingIsInherited() throws Exception {
        Outcome.Exited outcome = exited(Invocation.of(directory, Map.of("ONLY", "this"), List.of("/usr/bin/env")));

        assertThat(outcome.output().text()).isEqualTo("ONLY=this\n");
    }

    @Test
    void inputReachesTheProgramAndEnds() throws Exception {
        String text = "some text é\n".repeat(100_000);

        Outcome.Exited outcome = exited(sh("wc -c").withInput(text));

        assertThat(outcome.output().trimmed()).isEqualTo(Integer.toString(1_300_000));
    }

    @Test
    void aProgramNeedNotReadItsInput() throws Exception {
        assertThat(exited(sh("exit 0").withInput("x".repeat(1_000_000))).succeeded())
                .isTrue();
    }

    @Test
    void onlyTheBeginningOfALongOutputIsKept() throws Exception {
        Outcome.Exited outcome = exited(sh("yes | head -c 5000000").withOutputCap(100));

        assertThat(outcome.output().bytes()).hasSize(100);
        assertThat(outcome.output().cut()).isTrue();
        assertThat(exited(sh("echo short")).output().cut()).isFalse();
    }

    @Test
    void aProgramThatTakesTooLongIsKilledWithItsChildren() throws Exception {
        Path pids = directory.resolve("pids");
        Invocation invocation =
                sh("(trap '' TERM HUP; sleep 1000) & echo $$ $! > " + pids + "; echo begun; sleep 1000");

        Outcome outcome = programs.run(invocation.withLimit(Duration.ofMillis(700)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.TimedOut.class,
                        late -> assertThat(late.output().trimmed()).isEqualTo("begun"));
        for (String pid : Files.readString(pids).strip().split(" ", -1)) {
            await().atMost(PATIENCE).until(() -> ended(Long.parseLong(pid)));
        }
    }

    private static boolean ended(long pid) throws Exception {
        Path stat = Path.of("/proc/" + pid + "/stat");
        return !Files.exists(stat) || Files.readString(stat).contains(") Z ");
    }

    @Test
    void aChildThatKeepsTheOutputOpenDelaysNobody() throws Exception {
        Outcome.Exited outcome = exited(sh("sleep 1000 & echo done"));

        assertThat(outcome.succeeded()).isTrue();
        assertThat(outcome.output().trimmed()).isEqualTo("done");
    }

    /** As many blocked reads on virtual threads as there are processors end all virtual threads once they rest. */
    @Test
    void noVirtualThreadWaitsForWhatAProgramPrints() throws Exception {
        Thread running = Thread.startVirtualThread(() -> {
            try {
                programs.run(sh("sleep 1000"));
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });

        // Only platform threads are listed.
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("output"))
                        .count()
                >= 2);

        running.interrupt();
        running.join();
    }

    @Test
    void interruptingTheCallerKillsTheProgram() throws Exception {
        Path pid = directory.resolve("pid");
        var thrown = new AtomicReference<Throwable>();
        Thread caller = Thread.startVirtualThread(() -> {
            try {
                programs.run(sh("echo $$ > " + pid + ".new; mv " + pid + ".new " + pid + "; exec sleep 1000"));
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        await().atMost(PATIENCE).until(() -> Files.exists(pid));

        caller.interrupt();
        caller.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        long started = Long.parseLong(Files.readString(pid).strip());
        await().atMost(PATIENCE).until(() -> ended(started));
    }

    @Test
    void whatCannotBeStartedIsNamed() throws Exception {
        assertThat(programs.run(Invocation.of(directory, Map.of(), List.of("no-such-program"))))
                .isInstanceOfSatisfying(
                        Outcome.NotStarted.class,
                        not -> assertThat(not.reason())
                                .contains("no-such-program")
                                .contains("PATH"));
        assertThat(programs.run(Invocation.of(directory.resolve("absent"), Map.of(), List.of("/bin/true"))))
                .isInstanceOfSatisfying(
                        Outcome.NotStarted.class,
                        not -> assertThat(not.reason()).contains("absent"));
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Invocation.of(directory, Map.of(), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> sh(":").withLimit(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> sh(":").withOutputCap(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Signals().toProcess(1, "TERM"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Signals().toGroup(12_345, "-9"));
    }

    @Test
    void aSignalToNobodyIsSaidSo() throws Exception {
        Process gone = new ProcessBuilder("/bin/true").start();
        gone.waitFor();

        assertThat(new Signals().toProcess(gone.pid(), "TERM")).isFalse();
    }
}

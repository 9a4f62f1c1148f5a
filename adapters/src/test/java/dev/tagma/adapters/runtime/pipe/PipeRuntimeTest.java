package dev.tagma.adapters.runtime.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagma.adapters.files.FileWatch;
import dev.tagma.adapters.proc.Processes;
import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.ProcessListener;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.testkit.contract.ProcessRuntimeContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, played by a shell, and what only real processes can show. */
class PipeRuntimeTest extends ProcessRuntimeContract {

    private static final String LINES = """
            echo ready
            while IFS= read -r line; do
                case $line in
                'error '*) echo "${line#error }" >&2 ;;
                'exit '*) exit "${line#exit }" ;;
                child) sleep 1000 & echo "child: $!" ;;
                apart) setsid sleep 1000 & echo "child: $!" ;;
                half) printf 'half a ' ;;
                *) printf 'got: %s\\n' "$line" ;;
                esac
            done
            """;

    private final FileWatch watch = new FileWatch();

    @TempDir
    private Path directory;

    @AfterEach
    void stopWatching() {
        watch.close();
    }

    @Override
    protected ProcessRuntime open() {
        try {
            return new PipeRuntime(root(), Processes.bootId(), System.getenv(), watch, name -> {});
        } catch (IOException noLinux) {
            throw new AssertionError(noLinux);
        }
    }

    private Path root() {
        return directory.resolve("pipe");
    }

    @Override
    protected ProcessSpec lineProgram() {
        return new ProcessSpec(
                List.of("/bin/sh", "-c", LINES), Map.of("PATH", System.getenv("PATH"), "LANG", "C.UTF-8"), directory);
    }

    @Override
    protected void dieWriting(TerminalHandle handle, long number, byte[] frame, String checkpoint) throws Exception {
        Path file = Files.write(directory.resolve("frame"), frame);
        Process daemon = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingWriter.class.getName(),
                        root().toString(),
                        handle.text(),
                        Long.toString(number),
                        file.toString(),
                        checkpoint)
                .inheritIO()
                .start();
        assertThat(daemon.waitFor()).as("it was killed").isEqualTo(137);
    }

    @Test
    void theWholeGroupDiesWithDestroy() {
        DetachedProcess process = started("one");
        long child = childOf(process, "child");

        process.destroy();

        await().until(() -> Processes.find(child).isEmpty());
    }

    @Test
    void childrenInGroupsOfTheirOwnDieWithDestroy() {
        DetachedProcess process = started("one");
        long child = childOf(process, "apart");

        process.destroy();

        await().until(() -> Processes.find(child).isEmpty());
    }

    @Test
    void whatTheProgramLeavesBehindDiesWithIt() {
        DetachedProcess process = started("one");
        long child = childOf(process, "child");

        process.write(2, bytes("exit 3\n"));

        awaitDead(process, 3);
        await().until(() -> Processes.find(child).isEmpty());
    }

    private static long childOf(DetachedProcess process, String line) {
        process.write(1, bytes(line + "\n"));
        await().until(() -> lines(process, Output.STANDARD).size() == 2);
        return Long.parseLong(lines(process, Output.STANDARD).getLast().substring("child: ".length()));
    }

    @Test
    void aKilledProgramIsDead() throws Exception {
        DetachedProcess process = started("one");

        new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "kill -9 " + process.process().orElseThrow().pid())
                .start()
                .waitFor();

        awaitDead(process, 137);
    }

    @Test
    void theEndOfAProgramThatIsKilledWithItsLauncherIsTold() {
        DetachedProcess process = started("one");
        List<Liveness> endings = new CopyOnWriteArrayList<>();
        try (Terminal.Subscription _ = process.subscribe(endingsTo(endings))) {
            process.signal("KILL");

            await().until(() -> !endings.isEmpty());
        }
        assertThat(endings).containsExactly(new Liveness.Dead(OptionalInt.empty()));
    }

    @Test
    void aProgramOutlivesItsLauncherAndItsEndIsToldAllTheSame() throws Exception {
        DetachedProcess process = started("one");
        long program = process.process().orElseThrow().pid();
        List<Liveness> endings = new CopyOnWriteArrayList<>();
        try (Terminal.Subscription _ = process.subscribe(endingsTo(endings))) {
            kill(Long.parseLong(Files.readString(root().resolve("one/group")).split(" ", 2)[0]));
            await().until(() -> process.liveness().equals(new Liveness.Alive(program)));
            kill(ProcessHandle.of(program)
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow()
                    .pid());
            kill(program);

            await().until(() -> !endings.isEmpty());
        }
        assertThat(endings).containsExactly(new Liveness.Dead(OptionalInt.empty()));
    }

    @Test
    void theEndIsToldThoughWhoeverWouldHaveNotedItWasKilledAndTheLauncherLives() throws Exception {
        ProcessRuntime runtime = openAnother();
        // What it started reads on where it read, so what feeds it does not end, and the launcher with it.
        DetachedProcess process = runtime.start(
                runtime.plan("one"),
                new ProcessSpec(
                        List.of("/bin/sh", "-c", "exec 3<&0; sleep 1000 <&3 & exec sleep 1000"),
                        Map.of("PATH", System.getenv("PATH")),
                        directory));
        long program = process.process().orElseThrow().pid();
        await().until(() -> !Processes.children(program).isEmpty());
        long launcher =
                Long.parseLong(Files.readString(root().resolve("one/group")).split(" ", 2)[0]);
        List<Liveness> endings = new CopyOnWriteArrayList<>();
        try (Terminal.Subscription _ = process.subscribe(endingsTo(endings))) {
            kill(ProcessHandle.of(program)
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow()
                    .pid());
            kill(program);

            await().until(() -> !endings.isEmpty());
        }
        assertThat(endings).containsExactly(new Liveness.Dead(OptionalInt.empty()));
        assertThat(Processes.find(launcher)).isPresent();

        process.destroy();
        assertThat(Processes.find(launcher)).isEmpty();
    }

    @Test
    void aProgramWithoutItsLauncherIsSignalledAndDestroyedLikeAnyOther() throws Exception {
        DetachedProcess process = started("one");
        long child = childOf(process, "apart");
        long program = withoutLauncher(process);

        process.signal("CONT");
        process.destroy();

        assertThat(Processes.find(program)).isEmpty();
        await().until(() -> Processes.find(child).isEmpty());
        assertThat(root().resolve("one")).doesNotExist();
    }

    @Test
    void aProgramWithoutItsLauncherTakesASignal() throws Exception {
        DetachedProcess process = started("one");
        long program = withoutLauncher(process);

        process.signal("TERM");

        await().until(() -> Processes.find(program).isEmpty());
    }

    private long withoutLauncher(DetachedProcess process) throws Exception {
        long program = process.process().orElseThrow().pid();
        kill(Long.parseLong(Files.readString(root().resolve("one/group")).split(" ", 2)[0]));
        await().until(() -> process.liveness().equals(new Liveness.Alive(program)));
        return program;
    }

    @Test
    void whatAProgramStartedApartDiesWithDestroyThoughTheProgramEndedBefore() {
        DetachedProcess process = started("one");
        long child = childOf(process, "apart");
        process.signal("TERM");
        await().until(() -> process.liveness() instanceof Liveness.Dead);
        assertThat(Processes.find(child)).isPresent();

        process.destroy();

        await().until(() -> Processes.find(child).isEmpty());
    }

    @Test
    void aLauncherThatHangsIsGivenUpAndLeftBehindByNobody() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Path pid = directory.resolve("hanging");
        Path setsid =
                Files.writeString(tools.resolve("setsid"), "#!/bin/sh\necho $$ >'" + pid + "'\nexec sleep 1000\n");
        assertThat(setsid.toFile().setExecutable(true)).isTrue();
        PipeRuntime stuck = new PipeRuntime(
                root(),
                Processes.bootId(),
                Map.of("PATH", tools + ":" + System.getenv("PATH")),
                watch,
                name -> {},
                Duration.ofSeconds(2));

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> stuck.start(stuck.plan("one"), lineProgram()))
                .withMessageContaining("did not begin to run within 2 s");

        if (Files.exists(pid)) {
            long hanging = Long.parseLong(Files.readString(pid).strip());
            await().until(() -> Processes.find(hanging).isEmpty());
        }
        assertThat(stuck.list()).isEmpty();
    }

    @Test
    void aLauncherThatEndsAtOnceIsLeftBehindByNobody() throws Exception {
        Path tools = Files.createDirectory(directory.resolve("tools"));
        Path setsid = Files.writeString(
                tools.resolve("setsid"),
                "#!/bin/sh\nread -r line </proc/$$/stat\necho \"$line\" >\"$5/group\"\nexit 3\n");
        assertThat(setsid.toFile().setExecutable(true)).isTrue();
        PipeRuntime broken = new PipeRuntime(
                root(),
                Processes.bootId(),
                Map.of("PATH", tools + ":" + System.getenv("PATH")),
                watch,
                name -> {},
                Duration.ofSeconds(30));

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> broken.start(broken.plan("one"), lineProgram()))
                .withMessageContaining("its launcher ended at once");

        assertThat(broken.list()).isEmpty();
        assertThat(root().resolve("one")).doesNotExist();
    }

    @Test
    void aProcessThatWasDestroyedIsHeldInMemoryNoLonger() {
        PipeRuntime runtime = (PipeRuntime) openAnother();
        DetachedProcess process = runtime.start(runtime.plan("one"), lineProgram());
        assertThat(runtime.held()).isEqualTo(1);

        process.destroy();

        assertThat(runtime.held()).isZero();
    }

    @Test
    void whatTheNextOfANameHasConsumedTakesNoRoomEither() throws Exception {
        ProcessRuntime runtime = openAnother();
        for (int round = 1; round <= 2; round++) {
            DetachedProcess process = runtime.start(runtime.plan("one"), lineProgram());
            process.write(1, bytes("y".repeat((3 << 20) / round) + "\n"));
            await().until(() -> lines(process, Output.STANDARD).size() == 2);
            process.consumed(Output.STANDARD, process.size(Output.STANDARD));

            assertThat(kilobytes(root().resolve("one/out"))).isLessThan(1 << 10);
            process.destroy();
        }
    }

    private static void kill(long pid) throws Exception {
        new ProcessBuilder("/bin/sh", "-c", "kill -9 " + pid).start().waitFor();
    }

    private static ProcessListener endingsTo(List<Liveness> endings) {
        return new ProcessListener() {
            @Override
            public void wrote() {
                // Only how it ends is looked at.
            }

            @Override
            public void ended(Liveness how) {
                endings.add(how);
            }

            @Override
            public void lost(String reason) {
                throw new AssertionError(reason);
            }

            @Override
            public void restored() {
                // It is never lost.
            }
        };
    }

    @Test
    void theProgramHasTheEnvironmentItWasGivenAndNoMore() {
        ProcessRuntime runtime = openAnother();
        DetachedProcess process = runtime.start(
                runtime.plan("env"),
                new ProcessSpec(
                        List.of("env"),
                        Map.of("PATH", System.getenv("PATH"), "tagma_line", "mine", "SECRET", "s"),
                        directory));

        awaitDead(process, 0);

        assertThat(lines(process, Output.STANDARD))
                .contains("SECRET=s")
                .allMatch(line -> line.matches("(PATH|PWD|OLDPWD|SHLVL|_|SECRET|tagma_line)=.*"));
    }

    @Test
    void consumedOutputTakesNoRoom() throws Exception {
        DetachedProcess process = started("one");
        process.write(1, bytes("y".repeat(8 << 20) + "\n"));
        await().until(() -> process.size(Output.STANDARD) > 8 << 20);
        long before = kilobytes(root().resolve("one/out"));

        process.consumed(Output.STANDARD, process.size(Output.STANDARD));

        assertThat(before).isGreaterThanOrEqualTo(8 << 10);
        assertThat(kilobytes(root().resolve("one/out"))).isLessThan(1 << 10);
    }

    @Test
    void whatTheProgramHasReadTakesNoRoom() throws Exception {
        DetachedProcess process = started("one");
        process.write(1, bytes("y".repeat(8 << 20) + "\n"));
        await().until(() -> process.size(Output.STANDARD) > 8 << 20);

        process.write(2, bytes("last\n"));

        assertThat(kilobytes(root().resolve("one/to/in"))).isLessThan(1 << 10);
        await().untilAsserted(() -> assertThat(lines(process, Output.STANDARD)).endsWith("got: last"));
    }

    @Test
    void halfALineIsReadOnByTheNextRuntime() {
        DetachedProcess process = started("one");
        process.write(1, bytes("half\n"));
        await().until(() -> lines(process, Output.STANDARD).contains("half a "));

        DetachedProcess found = recovered(openAnother(), "one");
        found.write(2, bytes("line\n"));

        awaitOutput(found, "ready", "half a got: line");
    }

    private static long kilobytes(Path file) throws Exception {
        Process du = new ProcessBuilder("du", "-k", file.toString()).start();
        return Long.parseLong(
                new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\\s", 2)[0]);
    }
}

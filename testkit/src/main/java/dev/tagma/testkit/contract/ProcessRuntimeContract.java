package dev.tagma.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tagma.spi.runtime.DetachedProcess;
import dev.tagma.spi.runtime.DetachedProcess.Output;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.ProcessListener;
import dev.tagma.spi.runtime.ProcessRuntime;
import dev.tagma.spi.runtime.ProcessRuntime.Recovery;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.testkit.fake.FakeProcesses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ProcessRuntime} promises. The program that it runs prints {@code ready}, then takes lines:
 * {@code error TEXT} is printed to its errors, {@code exit N} ends it with that code, and any other line is printed after
 * {@code got: }.
 */
public abstract class ProcessRuntimeContract {

    /** Generous, because a busy machine is not a fault. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<ProcessRuntime> opened = new ArrayList<>();
    private ProcessRuntime runtime;

    /** Another runtime over the same place: what one starts, the next finds. */
    protected abstract ProcessRuntime open();

    /** The program of the line language, in a directory that exists. */
    protected abstract ProcessSpec lineProgram();

    /** Writes this frame as a daemon that dies of it at that checkpoint; no other runtime is open meanwhile. */
    protected abstract void dieWriting(TerminalHandle handle, long number, byte[] frame, String checkpoint)
            throws Exception;

    @BeforeEach
    void openOne() {
        runtime = openAnother();
    }

    @AfterEach
    void removeEverything() {
        ProcessRuntime last = openAnother();
        for (TerminalHandle handle : last.list()) {
            if (last.recover(handle) instanceof Recovery.Found(DetachedProcess process)) {
                process.destroy();
            }
        }
        opened.forEach(ProcessRuntime::close);
    }

    @Test
    void whatIsWrittenIsReadInOrder() {
        DetachedProcess process = started("one");

        process.write(1, bytes("first\n"));
        process.write(2, bytes("sécond\n"));

        awaitOutput(process, "ready", "got: first", "got: sécond");
    }

    @Test
    void aMegabyteArrivesAsItWasWritten() {
        DetachedProcess process = started("one");
        String line = "0123456789abcdef".repeat(1 << 16);

        process.write(1, bytes(line + "\n"));

        awaitOutput(process, "ready", "got: " + line);
    }

    @Test
    void errorsAreKeptApart() {
        DetachedProcess process = started("one");

        process.write(1, bytes("error oh\n"));

        await().untilAsserted(() -> assertThat(lines(process, Output.ERRORS)).containsExactly("oh"));
        assertThat(lines(process, Output.STANDARD)).containsExactly("ready");
    }

    @Test
    void aFrameOfTheSameNumberIsNotWrittenAgain() {
        DetachedProcess process = started("one");

        assertThat(process.write(1, bytes("first\n"))).isTrue();
        assertThat(process.write(1, bytes("first\n"))).isFalse();
        assertThat(process.write(2, bytes("second\n"))).isTrue();
        assertThat(recovered(openAnother(), "one").write(2, bytes("second\n"))).isFalse();

        assertThat(process.lastNumber()).isEqualTo(2);
        awaitOutput(process, "ready", "got: first", "got: second");
    }

    @Test
    void startWithAHandleWhoseProcessExistsStartsNothing() {
        DetachedProcess process = started("one");

        DetachedProcess again = runtime.start(runtime.plan("one"), lineProgram());

        assertThat(again.process()).isPresent().isEqualTo(process.process());
        assertThat(lines(again, Output.STANDARD)).containsExactly("ready");
    }

    @Test
    void anEndedProcessIsNotStartedAgain() {
        DetachedProcess process = started("one");
        process.write(1, bytes("exit 0\n"));
        awaitDead(process, 0);

        DetachedProcess again = runtime.start(runtime.plan("one"), lineProgram());

        assertThat(again.liveness()).isEqualTo(new Liveness.Dead(OptionalInt.of(0)));
    }

    @Test
    void theExitCodeIsToldAndKept() {
        Recording recording = new Recording();
        DetachedProcess process = started("one");
        try (Terminal.Subscription _ = process.subscribe(recording)) {
            process.write(1, bytes("exit 7\n"));
            await().until(() -> !recording.endings.isEmpty());
        }

        assertThat(recording.endings).containsExactly(new Liveness.Dead(OptionalInt.of(7)));
        assertThat(recovered(openAnother(), "one").liveness()).isEqualTo(new Liveness.Dead(OptionalInt.of(7)));
    }

    @Test
    void theEndOfAProcessThatEndedBeforeIsTold() {
        DetachedProcess process = started("one");
        process.write(1, bytes("exit 7\n"));
        awaitDead(process, 7);

        Recording recording = new Recording();
        try (Terminal.Subscription _ = recovered(openAnother(), "one").subscribe(recording)) {
            await().until(() -> !recording.endings.isEmpty());
        }
        assertThat(recording.endings).containsExactly(new Liveness.Dead(OptionalInt.of(7)));
    }

    @Test
    void aSignalEndsTheProgramAndIsItsExitCode() {
        DetachedProcess process = started("one");

        process.signal("TERM");

        awaitDead(process, 143);
    }

    @Test
    void aProcessOutlivesTheRuntimeAndIsReadOnFromAnyPlace() {
        DetachedProcess process = started("one");
        process.write(1, bytes("first\n"));
        awaitOutput(process, "ready", "got: first");
        long read = process.size(Output.STANDARD);
        runtime.close();

        DetachedProcess found = recovered(openAnother(), "one");
        found.write(2, bytes("second\n"));

        assertThat(found.process()).isEqualTo(process.process());
        assertThat(found.liveness()).isInstanceOf(Liveness.Alive.class);
        await().untilAsserted(() ->
                assertThat(FakeProcesses.lines(found, Output.STANDARD, read)).containsExactly("got: second"));
        assertThat(FakeProcesses.lines(found, Output.STANDARD, read + 5)).containsExactly("second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"frame.kept", "frame.half", "frame.written"})
    void aFrameThatADaemonDiedOfArrivesWholeAndOnce(String checkpoint) throws Exception {
        DetachedProcess process = started("one");
        process.write(1, bytes("first\n"));
        awaitOutput(process, "ready", "got: first");
        runtime.close();

        dieWriting(process.handle(), 2, bytes("a longer second\n"), checkpoint);
        DetachedProcess found = recovered(openAnother(), "one");

        assertThat(found.lastNumber()).isEqualTo(2);
        assertThat(found.write(2, bytes("a longer second\n"))).isFalse();
        assertThat(found.write(3, bytes("third\n"))).isTrue();
        awaitOutput(found, "ready", "got: first", "got: a longer second", "got: third");
    }

    @Test
    void whatIsConsumedChangesNoPlace() {
        DetachedProcess process = started("one");
        String long1 = "x".repeat(3 << 20);
        process.write(1, bytes(long1 + "\n"));
        process.write(2, bytes("last\n"));
        long place = "ready\n".length() + "got: ".length() + long1.length() + 1L;
        await().until(() -> process.size(Output.STANDARD) == place + "got: last\n".length());

        process.consumed(Output.STANDARD, place);

        assertThat(process.size(Output.STANDARD)).isEqualTo(place + "got: last\n".length());
        assertThat(FakeProcesses.lines(process, Output.STANDARD, place)).containsExactly("got: last");
    }

    @Test
    void destroyEndsAndForgets() {
        DetachedProcess process = started("one");

        process.destroy();
        process.destroy();

        assertThat(runtime.recover(process.handle())).isInstanceOf(Recovery.Missing.class);
        assertThat(process.liveness()).isInstanceOf(Liveness.Gone.class);
        assertThat(process.process()).isEmpty();
        assertThat(runtime.list()).isEmpty();
    }

    @Test
    void aNameCanBeUsedAgainAfterDestroy() {
        DetachedProcess first = started("one");
        first.write(5, bytes("old\n"));
        first.destroy();

        DetachedProcess second = started("one");

        assertThat(second.lastNumber()).isZero();
        second.write(1, bytes("new\n"));
        awaitOutput(second, "ready", "got: new");
    }

    @Test
    void allProcessesAreListed() {
        started("one");
        started("two");

        assertThat(openAnother().list()).extracting(TerminalHandle::name).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aProcessOfAnotherBootIsNotLookedFor() {
        TerminalHandle handle = started("one").handle();

        assertThat(runtime.recover(new TerminalHandle(1, handle.runtime(), "another-boot", handle.name())))
                .isInstanceOf(Recovery.Rebooted.class);
    }

    @Test
    void whatWasNeverStartedIsMissing() {
        assertThat(runtime.recover(runtime.plan("nobody"))).isInstanceOf(Recovery.Missing.class);
    }

    @Test
    void aMissingProgramIsNamed() {
        ProcessSpec missing = new ProcessSpec(
                List.of("no-such-program"),
                lineProgram().environment(),
                lineProgram().directory());

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> runtime.start(runtime.plan("one"), missing))
                .withMessageContaining("no-such-program");
        assertThat(runtime.recover(runtime.plan("one"))).isInstanceOf(Recovery.Missing.class);
    }

    @Test
    void aMissingDirectoryIsNamed() {
        ProcessSpec nowhere = new ProcessSpec(
                lineProgram().command(),
                lineProgram().environment(),
                lineProgram().directory().resolve("nowhere"));

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> runtime.start(runtime.plan("one"), nowhere))
                .withMessageContaining("nowhere");
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> runtime.plan("../other"));
    }

    /** A started process that has said that it is ready. */
    protected final DetachedProcess started(String name) {
        DetachedProcess process = runtime.start(runtime.plan(name), lineProgram());
        await().untilAsserted(() ->
                assertThat(lines(process, Output.STANDARD)).as("its output").contains("ready"));
        return process;
    }

    protected static DetachedProcess recovered(ProcessRuntime runtime, String name) {
        Recovery recovery = runtime.recover(runtime.plan(name));
        assertThat(recovery).isInstanceOf(Recovery.Found.class);
        return ((Recovery.Found) recovery).process();
    }

    protected final ProcessRuntime openAnother() {
        ProcessRuntime another = open();
        opened.add(another);
        return another;
    }

    protected static void awaitOutput(DetachedProcess process, String... lines) {
        await().untilAsserted(() -> assertThat(lines(process, Output.STANDARD)).containsExactly(lines));
    }

    protected static void awaitDead(DetachedProcess process, int code) {
        await().untilAsserted(() -> assertThat(process.liveness()).isEqualTo(new Liveness.Dead(OptionalInt.of(code))));
    }

    protected static List<String> lines(DetachedProcess process, Output which) {
        return FakeProcesses.lines(process, which, 0);
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected static ConditionFactory await() {
        return org.awaitility.Awaitility.await().atMost(PATIENCE);
    }

    private static final class Recording implements ProcessListener {

        private final List<Liveness> endings = new CopyOnWriteArrayList<>();

        @Override
        public void wrote() {
            // The output itself is looked at.
        }

        @Override
        public void ended(Liveness how) {
            endings.add(how);
        }

        @Override
        public void lost(String reason) {
            // No test takes the watch away.
        }

        @Override
        public void restored() {
            // No test takes the watch away.
        }
    }
}

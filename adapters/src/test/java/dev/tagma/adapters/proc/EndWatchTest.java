package dev.tagma.adapters.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.fact.ProcessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EndWatchTest {

    private final EndWatch watch = new EndWatch();
    private final List<ProcessHandle> begun = new ArrayList<>();

    @AfterEach
    void end() {
        begun.forEach(ProcessHandle::destroyForcibly);
        watch.close();
    }

    @Test
    void tellsTheEndOfAProcessThatIsNobodysChildHere() throws Exception {
        ProcessKey stranger = stranger();
        var told = new CountDownLatch(1);
        watch.follow(stranger, told::countDown);

        kill(stranger);

        told.await();
        assertThat(watch.followed()).isZero();
        assertThat(reaping(stranger)).as("nobody looks for it").isFalse();
    }

    @Test
    void tellsOfAChildThoughJavaWaitsForItToo() throws Exception {
        Process child = new ProcessBuilder("sleep", "1000").start();
        begun.add(child.toHandle());
        var told = new CountDownLatch(1);
        watch.follow(Processes.find(child.pid()).orElseThrow(), told::countDown);

        child.destroyForcibly();

        told.await();
    }

    @Test
    void tellsAtOnceOfWhatHasEnded() throws Exception {
        ProcessKey running = stranger();
        var told = new AtomicInteger();

        watch.follow(
                new ProcessKey(running.pid(), running.startedTicks() + 1, running.bootId()), told::incrementAndGet);

        assertThat(told).hasValue(1);
        assertThat(watch.followed()).isZero();
    }

    @Test
    void tellsEachOfItsOwnOnly() throws Exception {
        ProcessKey first = stranger();
        ProcessKey second = stranger();
        var ofFirst = new AtomicInteger();
        var ofSecond = new AtomicInteger();
        watch.follow(first, ofFirst::incrementAndGet);
        watch.follow(second, ofSecond::incrementAndGet);

        kill(second);

        await().until(() -> ofSecond.get() == 1);
        assertThat(ofFirst).hasValue(0);
        assertThat(watch.followed()).isEqualTo(1);
    }

    @Test
    void whatWasLeftIsNotTold() throws Exception {
        ProcessKey left = stranger();
        ProcessKey other = stranger();
        var ofLeft = new AtomicInteger();
        var ofOther = new CountDownLatch(1);
        watch.follow(left, ofLeft::incrementAndGet).close();
        watch.follow(other, ofOther::countDown);

        kill(left);
        kill(other);

        ofOther.await();
        assertThat(ofLeft).hasValue(0);
    }

    @Test
    void theThreadEndsWithTheWatch() throws Exception {
        ProcessKey stranger = stranger();
        var own = new EndWatch();
        own.follow(stranger, () -> {});

        own.close();

        await().until(() -> own.followed() == 0);
    }

    private ProcessKey stranger() throws IOException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", "sleep 1000 >/dev/null & echo $!").start();
        long pid = Long.parseLong(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        begun.add(ProcessHandle.of(pid).orElseThrow());
        return Processes.find(pid).orElseThrow();
    }

    private static void kill(ProcessKey process) {
        assertThat(ProcessHandle.of(process.pid()).orElseThrow().destroyForcibly())
                .isTrue();
    }

    private static boolean reaping(ProcessKey process) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().contains("(pid " + process.pid() + ")"));
    }
}

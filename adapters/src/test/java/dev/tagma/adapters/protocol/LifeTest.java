package dev.tagma.adapters.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.ProcessSpec;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.testkit.contract.StoreSamples;
import dev.tagma.testkit.fake.FakeProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of an agent that hangs or cannot be ended. */
@Timeout(60)
class LifeTest {

    @TempDir
    private Path directory;

    private final FakeProcesses processes = new FakeProcesses(spec -> Optional.of((line, says) -> OptionalInt.empty()));
    private final List<Observation> told = new CopyOnWriteArrayList<>();
    private final Later later = new Later("life-test");

    /** What was heard, and why nothing can be begun. */
    record Begun(long read, List<Frame> outbox, Optional<String> failure) implements Kept<Begun> {

        @Override
        public Begun unsaid(List<Frame> left) {
            return new Begun(read, left, failure);
        }
    }

    /** An agent that is asked something and never answers; the disk is full when that is seen first. */
    private final class Hanging implements Opening<Begun> {

        private final boolean asked;
        private final AtomicInteger failures = new AtomicInteger();

        Hanging(boolean asked) {
            this.asked = asked;
        }

        @Override
        public Begun begin(Begun before, Start how) {
            return new Begun(0, List.of(), Optional.empty());
        }

        @Override
        public ProcessSpec spec(Begun begun, Start how) {
            return new ProcessSpec(List.of("agent"), Map.of(), directory);
        }

        @Override
        public Optional<String> awaited(Begun state) {
            return asked ? Optional.of("'hello'") : Optional.empty();
        }

        @Override
        public Begun failed(Begun state, String why) {
            if (failures.incrementAndGet() == 1) {
                fillTheDisk();
            }
            return new Begun(state.read(), state.outbox(), Optional.of(why));
        }
    }

    /** Nothing is heard, and nothing but the end is told. */
    private static final class Silent implements Hearing<Begun>, Telling<Begun> {

        @Override
        public void forget() {
            // Nothing is said.
        }

        @Override
        public Optional<Change<Begun>> heard(Begun state, Line line) {
            return Optional.empty();
        }

        @Override
        public Change<Begun> notUnderstood(Begun state, Line line) {
            return new Change<>(state, this);
        }

        @Override
        public Optional<Change<Begun>> pause(Begun state) {
            return Optional.empty();
        }

        @Override
        public void gone(Change<Begun> change) {
            // Nothing was under way.
        }

        @Override
        public void of(Optional<ProcessKey> process) {
            // No facts are told.
        }

        @Override
        public List<Observation> all(Begun state) {
            return List.of();
        }

        @Override
        public List<Observation> facts(Begun state) {
            return List.of();
        }
    }

    @AfterEach
    void close() {
        later.close();
    }

    private Life<Begun> life(Hanging opening) {
        Pulse seen = new Pulse();
        StateFile<Begun> file = new StateFile<>(directory.resolve("state.json"), JsonMapper.shared(), Begun.class);
        Silent silent = new Silent();
        Link<Begun> link = new Link<>(
                new Begun(0, List.of(), Optional.empty()), file, silent, silent, told::add, seen, later::after);
        return new Life<>(
                StoreSamples.session(1),
                processes.open(step -> {}),
                later,
                Duration.ofMillis(10),
                opening,
                link,
                silent,
                seen);
    }

    @Test
    void oneThatCannotBeEndedIsWatchedUntilItEnds() {
        Life<Begun> life = life(new Hanging(false));
        life.start(new Start.Fresh());
        processes.hold(life.handle().name());
        assertThatExceptionOfType(TerminalException.class).isThrownBy(() -> life.stop(Duration.ZERO));
        assertThat(told).noneMatch(Observation.Ended.class::isInstance);

        processes.release(life.handle().name());

        eventually(() -> assertThat(told).anyMatch(Observation.Ended.class::isInstance));
    }

    @Test
    void oneThatHangsFailsThoughTheDiskIsFullAtThatMoment() throws IOException {
        Hanging opening = new Hanging(true);
        Life<Begun> life = life(opening);
        life.start(new Start.Fresh());
        eventually(() -> assertThat(opening.failures).hasPositiveValue());

        Files.delete(full());

        eventually(() -> assertThat(told).anyMatch(Observation.Ended.class::isInstance));
    }

    private Path full() {
        return directory.resolve("state.json.new");
    }

    private void fillTheDisk() {
        try {
            Files.createDirectory(full());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }
}

package dev.tagma.adapters.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tagma.adapters.files.Pulse;
import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.runtime.TerminalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What a conversation does when lines are odd and disks are full. */
class LinkTest {

    private static final Duration FIRST = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    private final MemoryProcess process = new MemoryProcess();
    private final List<Observation> told = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<Runnable> due = new ArrayList<>();
    private Link<Heard> link;

    /** All that was heard, and what is to be said. */
    record Heard(long read, List<Frame> outbox, List<String> heard) implements Kept<Heard> {

        @Override
        public Heard unsaid(List<Frame> left) {
            return new Heard(read, left, heard);
        }

        @Override
        public Optional<String> failure() {
            return Optional.empty();
        }

        Heard hearing(String line, long end) {
            return new Heard(
                    end, outbox, Stream.concat(heard.stream(), Stream.of(line)).toList());
        }

        Heard saying(long number, String text) {
            return new Heard(
                    read,
                    Stream.concat(outbox.stream(), Stream.of(new Frame(number, text)))
                            .toList(),
                    heard);
        }
    }

    /** Hears every line but {@code odd}, and says the number that is asked for. */
    private static final class Words implements Hearing<Heard>, Telling<Heard> {

        @Override
        public void forget() {
            // Every line is complete in itself.
        }

        @Override
        public Optional<Change<Heard>> heard(Heard state, Line line) {
            if (line.text().equals("odd")) {
                throw new IllegalArgumentException("that is odd");
            }
            Change<Heard> change = new Change<>(state, this);
            change.to(before -> before.hearing(line.text(), line.end()));
            if (line.text().startsWith("say ")) {
                long number = Long.parseLong(line.text().substring(4));
                change.to(before -> before.saying(number, "frame " + number));
            }
            change.tell(name(line.text()));
            return Optional.of(change);
        }

        @Override
        public Change<Heard> notUnderstood(Heard state, Line line) {
            Change<Heard> change = new Change<>(state, this);
            change.to(before -> before.hearing("?", line.end()));
            return change;
        }

        @Override
        public Optional<Change<Heard>> pause(Heard state) {
            return Optional.empty();
        }

        @Override
        public void gone(Change<Heard> change) {
            change.state().outbox().forEach(frame -> change.tell(name("never given " + frame.number())));
        }

        @Override
        public void of(Optional<ProcessKey> now) {
            // Nobody asks.
        }

        @Override
        public List<Observation> all(Heard state) {
            return state.heard().stream().map(Words::name).toList();
        }

        @Override
        public List<Observation> facts(Heard state) {
            return List.of();
        }

        static Observation name(String word) {
            return new Observation.Identity(new AgentSessionId(word), "");
        }
    }

    @BeforeEach
    void attach() {
        link = another();
        link.attach(process);
    }

    private Link<Heard> another() {
        Words words = new Words();
        StateFile<Heard> file = new StateFile<>(state(), JsonMapper.shared(), Heard.class);
        return new Link<>(
                file.read().orElseGet(() -> new Heard(0, List.of(), List.of())),
                file,
                words,
                words,
                told::add,
                new Pulse(),
                (pause, what) -> {
                    pauses.add(pause);
                    due.add(what);
                });
    }

    private Path state() {
        return directory.resolve("state.json");
    }

    private List<String> names() {
        return told.stream()
                .filter(Observation.Identity.class::isInstance)
                .map(one -> ((Observation.Identity) one).id().value())
                .toList();
    }

    private List<Carrier> carriers() {
        return told.stream()
                .filter(Observation.CarrierChanged.class::isInstance)
                .map(Observation.CarrierChanged.class::cast)
                .filter(one -> one.source() == Source.PROTOCOL)
                .map(Observation.CarrierChanged::carrier)
                .toList();
    }

    private void fillTheDisk() throws IOException {
        Files.createDirectory(directory.resolve("state.json.new"));
    }

    private void makeRoom() throws IOException {
        Files.delete(directory.resolve("state.json.new"));
    }

    @Test
    void anOddLineKeepsNoOtherFromBeingHeard() {
        process.says("one");
        process.says("odd");
        process.says("two");

        link.hear();
        link.hear();

        assertThat(link.state().heard()).containsExactly("one", "?", "two");
        assertThat(names()).containsExactly("one", "two");
        assertThat(carriers()).isEmpty();
    }

    @Test
    void whatHappenedIsToldThoughItCannotBeSaidYet() {
        process.full(true);
        process.says("say 1");

        link.hear();

        assertThat(names()).containsExactly("say 1");
        assertThat(carriers()).hasExactlyElementsOfTypes(Carrier.Broken.class);
        assertThat(process.given()).isEmpty();

        process.full(false);
        due.getFirst().run();

        assertThat(process.given()).containsExactly("frame 1");
        assertThat(carriers()).last().isEqualTo(Carrier.INTACT);
    }

    @Test
    void whatAPersonSaysIsSaidWhenThereIsRoomAgain() {
        process.full(true);

        link.apply(change -> change.to(state -> state.saying(1, "hello")));
        process.full(false);
        due.getFirst().run();

        assertThat(process.given()).containsExactly("hello");
    }

    @Test
    void whatCannotBeKeptHasNotHappened() throws IOException {
        fillTheDisk();

        assertThatExceptionOfType(TerminalException.class)
                .isThrownBy(() -> link.apply(change -> change.to(state -> state.saying(1, "hello"))));

        assertThat(link.state().outbox()).isEmpty();
        assertThat(process.given()).isEmpty();
    }

    @Test
    void whileADiskIsFullOneTryIsAheadAndEachIsLater() throws IOException {
        fillTheDisk();
        process.says("one");

        link.hear();
        link.hear();
        link.hear();
        assertThat(pauses).containsExactly(FIRST);
        due.getFirst().run();
        assertThat(pauses).containsExactly(FIRST, FIRST.multipliedBy(2));

        makeRoom();
        due.getLast().run();
        assertThat(names()).contains("one");
        assertThat(carriers()).last().isEqualTo(Carrier.INTACT);
        assertThat(due).hasSize(2);
    }

    @Test
    void aClosedOneHearsKeepsAndTellsNothing() throws IOException {
        fillTheDisk();
        process.says("one");
        link.hear();
        makeRoom();
        told.clear();

        link.close();
        due.getFirst().run();
        link.hear();
        link.apply(change -> change.tell(Words.name("late")));

        assertThat(told).isEmpty();
        assertThat(state()).doesNotExist();
        assertThatExceptionOfType(TerminalException.class).isThrownBy(() -> link.change(change -> "late"));
    }

    @Test
    void whatAProcessWasNeverGivenIsKnownWhenItIsGone() {
        link.apply(change -> change.to(state -> state.saying(1, "given")));
        process.full(true);
        link.apply(change -> change.to(state -> state.saying(2, "not given")));

        link.gone(change -> {});

        assertThat(names()).containsExactly("never given 2");
        assertThat(process.given()).containsExactly("given");
    }

    @Test
    void oneThatHasEndedIsGivenNothingByTheNextDaemon() {
        process.full(true);
        link.apply(change -> change.to(state -> state.saying(1, "not given")));
        process.full(false);
        Link<Heard> next = another();

        next.attachEnded(process);
        next.gone(change -> {});

        assertThat(process.given()).isEmpty();
        assertThat(names()).containsExactly("never given 1");
    }

    @Test
    void ofAProcessThatCannotBeAskedNobodyKnowsThatItWasGivenNothing() {
        process.full(true);
        link.apply(change -> change.to(state -> state.saying(1, "perhaps given")));

        another().gone(change -> {});

        assertThat(names()).isEmpty();
    }
}

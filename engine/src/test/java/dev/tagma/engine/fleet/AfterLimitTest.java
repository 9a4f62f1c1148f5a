package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.engine.Fleet.Description;
import dev.tagma.engine.Fleet.Handoff;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.engine.deliver.Resumption;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A turn that a usage limit cut off goes on when the limit is over, once, where the session wants that. */
final class AfterLimitTest {

    private final Instant later = Instant.now().plus(Duration.ofHours(3));

    @TempDir
    private Path directory;

    private PuppetFleet world;

    @BeforeEach
    void begin() throws Exception {
        world = new PuppetFleet(directory.resolve("state"));
        Path place = Files.createDirectory(directory.resolve("work"));
        world.workspaces.addRepository(place, Map.of("a.txt", "1"));
    }

    @AfterEach
    void end() {
        world.close();
    }

    private SessionId live(AfterLimit wish) {
        SessionId id = world.fleet()
                .create(
                        PuppetFleet.ANNA,
                        new Wanted()
                                .handle(Optional.of("otter"))
                                .at(directory.resolve("work"))
                                .afterLimit(wish)
                                .started()
                                .session())
                .session()
                .id();
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
        return id;
    }

    private void limited(SessionId id, String turn, Optional<Instant> until) {
        world.agent.turn(TurnState.RUNNING);
        world.agent.shows(new Observation.TurnStarted(turn, "Mend the login test", false, Instant.now()));
        await().until(() ->
                world.view(id).lastTurn().filter(one -> one.key().equals(turn)).isPresent());
        world.agent.limited(turn, until);
        await().until(() -> world.view(id)
                .lastTurn()
                .flatMap(one -> one.outcome())
                .filter(TurnOutcome.LIMITED::equals)
                .isPresent());
        await().until(() -> world.view(id).status().is(Activity.USAGE_LIMITED));
        settled(id);
    }

    /** Whatever was told before has been taken in. */
    private void settled(SessionId id) {
        world.fleet()
                .describe(
                        PuppetFleet.ANNA,
                        id,
                        new Description(Optional.empty(), Optional.of("title"), Optional.empty(), Optional.empty()));
    }

    private List<Message> inbox(SessionId id) {
        return world.fleet().messages(TenantId.DEFAULT, id, 0, 10);
    }

    @Test
    void itIsToldToGoOnWhereEverybodySeesItAndNotBeforeTheLimitIsOver() {
        SessionId id = live(AfterLimit.CONTINUE);
        world.fleet()
                .send(
                        PuppetFleet.ANNA,
                        id,
                        new NewMessage(Optional.empty(), "and the logout test", DeliveryMode.QUEUE, Optional.empty()));

        limited(id, "first", Optional.of(later));

        Message last = inbox(id).getLast();
        assertThat(inbox(id)).hasSize(2);
        assertThat(last.text()).isEqualTo(Resumption.WORDS);
        assertThat(last.sender()).isEqualTo("tagma");
        assertThat(last.state()).isEqualTo(MessageState.ACCEPTED);
        await().until(() -> inbox(id)
                .getFirst()
                .held()
                .filter(("usage limit until " + later)::equals)
                .isPresent());
    }

    @Test
    void itIsSaidOnceForEachLimitHoweverOftenThatIsTold() {
        SessionId id = live(AfterLimit.CONTINUE);
        limited(id, "first", Optional.of(later));
        world.restartDaemon();
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
        world.agent.limited("first", Optional.of(later));
        await().until(() -> world.view(id).status().is(Activity.USAGE_LIMITED));
        settled(id);

        assertThat(inbox(id)).hasSize(1);

        limited(id, "second", Optional.of(later));
        assertThat(inbox(id)).hasSize(2);
    }

    @Test
    void whoeverWithdrewItIsNotOverruled() {
        SessionId id = live(AfterLimit.CONTINUE);
        limited(id, "first", Optional.of(later));
        world.fleet().cancel(PuppetFleet.ANNA, inbox(id).getFirst().id());
        world.restartDaemon();
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);

        world.agent.limited("first", Optional.of(later));
        await().until(() -> world.view(id).status().is(Activity.USAGE_LIMITED));
        settled(id);

        assertThat(inbox(id)).extracting(Message::state).containsExactly(MessageState.CANCELLED);
    }

    @Test
    void nothingIsSaidWhereNobodyWantsItOrNobodyKnowsUntilWhen() {
        SessionId waits = live(AfterLimit.WAIT);
        limited(waits, "first", Optional.of(later));
        assertThat(inbox(waits)).isEmpty();
        world.fleet().remove(PuppetFleet.ANNA, waits, Workspaces.Permit.ALL, true);

        SessionId goesOn = live(AfterLimit.CONTINUE);
        limited(goesOn, "first", Optional.empty());
        assertThat(inbox(goesOn)).isEmpty();
    }

    @Test
    void anHeirHasTheWishAndNotTheMessage() {
        SessionId id = live(AfterLimit.CONTINUE);
        limited(id, "first", Optional.of(later));

        var heir = world.fleet()
                .handOff(
                        PuppetFleet.ANNA,
                        id,
                        new Handoff(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Undriven.OTHER.value()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("Finish it."),
                                false))
                .to()
                .session();

        assertThat(heir.launch().afterLimit()).isEqualTo(AfterLimit.CONTINUE);
        assertThat(inbox(heir.id())).extracting(Message::text).doesNotContain(Resumption.WORDS);
        assertThat(inbox(id)).extracting(Message::state).containsExactly(MessageState.CANCELLED);
    }
}

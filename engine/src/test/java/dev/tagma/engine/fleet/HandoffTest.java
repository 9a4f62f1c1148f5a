package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tagma.core.event.Event;
import dev.tagma.core.event.EventData;
import dev.tagma.core.message.DeliveryMode;
import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.usage.Tokens;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Handed;
import dev.tagma.engine.Fleet.Handoff;
import dev.tagma.engine.Fleet.NewMessage;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session's work goes over to another session, once, with one owner of the workspace at any time. */
final class HandoffTest {

    @TempDir
    private Path directory;

    private PuppetFleet world;
    private SessionId session;

    @BeforeEach
    void begin() throws Exception {
        world = new PuppetFleet(directory.resolve("state"));
        session = world.create(Files.createDirectory(directory.resolve("work")));
        await().until(() -> world.lifecycle(session) == Lifecycle.LIVE);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static Handoff to(Optional<String> agent, Optional<String> key) {
        return new Handoff(
                key, Optional.of("heir"), agent, Optional.of("opus"), Optional.empty(), Optional.empty(), true);
    }

    private Handed handOff() {
        return world.fleet().handOff(PuppetFleet.ANNA, session, to(Optional.empty(), Optional.of("k")));
    }

    private Session stored(SessionId id) {
        return world.store.read(reads -> reads.session(TenantId.DEFAULT, id)).orElseThrow();
    }

    private List<EventData> events(SessionId id) {
        return world.store.read(reads -> reads.events(TenantId.DEFAULT, Optional.of(id), 0, 100)).stream()
                .map(Event::data)
                .toList();
    }

    private Message send(String text) {
        return world.fleet()
                .send(
                        PuppetFleet.ANNA,
                        session,
                        new NewMessage(Optional.of("key " + text), text, DeliveryMode.QUEUE, Optional.empty()));
    }

    private void refuses(ProblemCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    @Test
    void theWorkspaceIsTheNewSessionsAndBothAreLinked() {
        Session before = stored(session);

        Handed handed = handOff();

        Session former = stored(session);
        Session heir = stored(handed.to().session().id());
        assertThat(former.lifecycle()).isEqualTo(Lifecycle.STOPPED);
        assertThat(former.heritage().handedTo()).contains(heir.id());
        assertThat(heir.heritage().handedFrom()).contains(session);
        assertThat(heir.workspace()).isEqualTo(before.workspace());
        assertThat(former.workspace()).isEqualTo(before.workspace().disowned());
        assertThat(heir.launch().model()).contains("opus");
        EventData.SessionHanded told = new EventData.SessionHanded(session, heir.id(), handed.carried(), handed.lost());
        assertThat(events(session)).contains(told);
        assertThat(events(heir.id())).contains(told);
        await().until(() -> world.lifecycle(heir.id()) == Lifecycle.LIVE);
    }

    @Test
    void theConversationIsTheFirstThingItIsToldAndWhatWaitedComesBehind() throws Exception {
        world.agent.says("user", "Mend the login test");
        world.agent.says("assistant", "It is the clock");
        Message waiting = send("and the logout test");

        Handed handed = handOff();

        SessionId heir = handed.to().session().id();
        List<Message> inbox = world.fleet().messages(TenantId.DEFAULT, heir, 0, 10);
        assertThat(inbox).hasSize(2);
        assertThat(inbox.getFirst().text())
                .contains("## user\n> Mend the login test", "## assistant\n> It is the clock", "wait to be told");
        assertThat(inbox.getLast().text()).isEqualTo("and the logout test");
        assertThat(inbox.getLast().key()).isEqualTo(waiting.key());
        assertThat(world.fleet().message(TenantId.DEFAULT, waiting.id()).state())
                .isEqualTo(MessageState.SUPERSEDED);
        Path file = directory.resolve("state").resolve(heir.toString()).resolve("handoff.md");
        assertThat(Files.readString(file)).isEqualTo(inbox.getFirst().text());
        assertThat(handed.carried()).anySatisfy(one -> assertThat(one).contains("2 entries", file.toString()));
        assertThat(handed.carried()).contains("1 message(s) that waited");
        assertThat(handed.lost()).isNotEmpty();
    }

    @Test
    void theSameKeyIsTheSameHandoff() {
        Handed first = handOff();

        Handed again = handOff();

        assertThat(again.to().session().id()).isEqualTo(first.to().session().id());
        assertThat(again.carried()).isEqualTo(first.carried());
        assertThat(again.lost()).isEqualTo(first.lost());
    }

    @Test
    void removingTheOldSessionLeavesTheWorkspaceToTheNewOne() {
        Path workspace = Path.of(stored(session).workspace().path());
        SessionId heir = handOff().to().session().id();

        assertThat(world.fleet()
                        .remove(PuppetFleet.ANNA, session, Workspaces.Permit.ALL, false)
                        .workspaceRemoved())
                .isFalse();

        assertThat(workspace).isDirectory();
        assertThat(stored(heir).workspace().path()).isEqualTo(workspace.toString());
    }

    @Test
    void nothingIsDoneWithTheOldSessionThatWouldBeDoneToTheNewOne() {
        handOff();

        refuses(ProblemCode.CONFLICT, () -> world.fleet().start(PuppetFleet.ANNA, session));
        refuses(ProblemCode.CONFLICT, () -> world.fleet().restart(PuppetFleet.ANNA, session));
        refuses(ProblemCode.CONFLICT, () -> send("hello"));
        refuses(
                ProblemCode.CONFLICT,
                () -> world.fleet().handOff(PuppetFleet.ANNA, session, to(Optional.empty(), Optional.empty())));
    }

    @Test
    void aSessionThatDoesNotRestIsHandedOverOnlyWhereThatIsSaid() {
        Handoff polite = new Handoff(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("opus"),
                Optional.empty(),
                Optional.empty(),
                false);

        refuses(ProblemCode.CONFLICT, () -> world.fleet().handOff(PuppetFleet.ANNA, session, polite));

        assertThat(world.lifecycle(session)).isEqualTo(Lifecycle.LIVE);
        world.fleet().stop(PuppetFleet.ANNA, session);
        assertThat(world.fleet()
                        .handOff(PuppetFleet.ANNA, session, polite)
                        .to()
                        .session()
                        .heritage()
                        .handedFrom())
                .contains(session);
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingIsStopped() {
        refuses(
                ProblemCode.INVALID,
                () -> world.fleet().handOff(PuppetFleet.ANNA, session, to(Optional.of("nobody"), Optional.empty())));
        refuses(
                ProblemCode.INVALID,
                () -> world.fleet()
                        .handOff(
                                PuppetFleet.ANNA,
                                session,
                                new Handoff(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        true)));
        refuses(
                ProblemCode.FORBIDDEN,
                () -> world.fleet()
                        .handOff(
                                new Caller(TenantId.DEFAULT, "session:otter", Optional.of(session)),
                                session,
                                to(Optional.empty(), Optional.empty())));

        assertThat(world.lifecycle(session)).isEqualTo(Lifecycle.LIVE);
        assertThat(world.agent.runs()).isTrue();
    }

    @Test
    void aDaemonThatDiesOfItLeavesAllWithTheOldSession() {
        world.agent.whenEnded(() -> world.store.full(true));

        assertThatThrownBy(this::handOff).isInstanceOf(RuntimeException.class);
        world.store.full(false);
        world.agent.whenEnded(() -> {});
        world.restartDaemon();

        assertThat(stored(session).heritage().handedTo()).isEmpty();
        assertThat(world.store.<List<Session>>read(reads -> reads.allSessions()))
                .hasSize(1);
    }

    private Handoff toOther() {
        return to(Optional.of(Undriven.OTHER.value()), Optional.empty());
    }

    private SessionId create(String handle, PermissionMode mode, Caller caller) {
        return world.fleet()
                .create(
                        caller,
                        new Wanted()
                                .handle(Optional.of(handle))
                                .mode(Optional.of(mode))
                                .at(directory.resolve("work"))
                                .session())
                .session()
                .id();
    }

    private SessionId live(String handle, PermissionMode mode) {
        SessionId id = create(handle, mode, PuppetFleet.ANNA);
        world.fleet().start(PuppetFleet.ANNA, id);
        await().until(() -> world.lifecycle(id) == Lifecycle.LIVE);
        return id;
    }

    private static Observation.Used used(String key, Instant at) {
        return new Observation.Used(key, "model", Optional.empty(), new Tokens(1, 1, 0, 0, 0, 0), at);
    }

    @Test
    void whatWasSaidAndUsedBeforeStaysTheOldSessionsWhereTheConversationGoesOn() {
        world.agent.shows(new Observation.Identity(new AgentSessionId("talk"), "new"));
        Instant before = Instant.now();
        world.agent.shows(new Observation.TurnStarted("old", "Mend the login test", false, before));
        world.agent.shows(
                new Observation.TurnEnded(Optional.of("old"), TurnOutcome.COMPLETED, Optional.empty(), Instant.now()));
        world.agent.shows(used("old answer", before));
        await().until(() ->
                world.view(session).lastTurn().filter(turn -> !turn.open()).isPresent());

        SessionId heir = handOff().to().session().id();
        await().until(() -> world.lifecycle(heir) == Lifecycle.LIVE);
        // Its driver reads the whole record, as every driver does that goes on with one.
        world.agent.shows(new Observation.TurnStarted("old", "Mend the login test", false, before));
        world.agent.shows(used("old answer", before));
        world.agent.shows(new Observation.TurnStarted("new", "And now?", false, Instant.now()));
        world.agent.shows(used("new answer", Instant.now()));

        await().until(() -> !world.store
                .<List<UsageEntry>>read(reads -> reads.usageEntries(TenantId.DEFAULT, heir))
                .isEmpty());
        await().until(() -> world.view(heir).lastTurn().isPresent());
        assertThat(stored(heir).heritage().resumes()).contains(new AgentSessionId("talk"));
        assertThat(world.store.<List<UsageEntry>>read(reads -> reads.usageEntries(TenantId.DEFAULT, heir)))
                .extracting(UsageEntry::key)
                .containsExactly("new answer");
        assertThat(world.fleet().turns(TenantId.DEFAULT, heir, 0, 10))
                .extracting(Turn::key)
                .containsExactly("new");
    }

    @Test
    void aMessageThatIsOvertakenByTheHandoffIsRefusedAndNotForgotten() {
        AtomicBoolean once = new AtomicBoolean();
        world.agent.whenAsked(() -> {
            if (once.compareAndSet(false, true)) {
                handOff();
            }
        });

        refuses(ProblemCode.CONFLICT, () -> send("hello"));

        assertThat(world.fleet().messages(TenantId.DEFAULT, session, 0, 10)).isEmpty();
    }

    @Test
    void manyMessagesGoOverAndTheSameKeyIsStillTheSameHandoff() {
        for (int i = 0; i < 12; i++) {
            send("message " + i);
        }

        Handed first = handOff();
        Handed again = handOff();

        assertThat(first.carried()).contains("12 message(s) that waited");
        assertThat(again.carried()).isEqualTo(first.carried());
        assertThat(world.fleet().messages(TenantId.DEFAULT, first.to().session().id(), 0, 20))
                .hasSize(12);
    }

    @Test
    void theSameKeyIsTheSameHandoffWhenTheOldSessionIsGone() {
        Handed first = handOff();
        world.fleet().remove(PuppetFleet.ANNA, session, Workspaces.Permit.ALL, false);

        Handed again = handOff();

        assertThat(again.from().session().id()).isEqualTo(session);
        assertThat(again.to().session().id()).isEqualTo(first.to().session().id());
    }

    @Test
    void aKeyOfAnotherHandoffIsRefused() {
        SessionId second = live("heron", PermissionMode.EDITS);
        handOff();

        refuses(
                ProblemCode.CONFLICT,
                () -> world.fleet().handOff(PuppetFleet.ANNA, second, to(Optional.empty(), Optional.of("k"))));
        assertThat(world.lifecycle(second)).isEqualTo(Lifecycle.LIVE);
    }

    @Test
    void aHandleThatIsTakenEndsNoAgent() {
        create("heir", PermissionMode.EDITS, PuppetFleet.ANNA);

        refuses(ProblemCode.CONFLICT, this::handOff);

        assertThat(world.lifecycle(session)).isEqualTo(Lifecycle.LIVE);
    }

    @Test
    void aPromptThatIsNoMessageEndsNoAgent() {
        Handoff empty = new Handoff(
                Optional.empty(),
                Optional.empty(),
                Optional.of(Undriven.OTHER.value()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(" "),
                true);

        refuses(ProblemCode.INVALID, () -> world.fleet().handOff(PuppetFleet.ANNA, session, empty));

        assertThat(world.lifecycle(session)).isEqualTo(Lifecycle.LIVE);
    }

    @Test
    void whatDoesNotFitIsNotReadEither() {
        for (int i = 0; i < 2_000; i++) {
            world.agent.says("assistant", "x".repeat(1_000));
        }
        AtomicInteger pages = new AtomicInteger();
        world.agent.whenRead(pages::incrementAndGet);

        Handed handed = world.fleet().handOff(PuppetFleet.ANNA, session, toOther());

        assertThat(handed.lost()).contains("older entries of the conversation");
        assertThat(pages.get()).isEqualTo(1);
    }

    @Test
    void anAgentWithoutTheModeGetsTheNextNarrowerOne() {
        SessionId planning = live("heron", PermissionMode.PLAN);
        world.other.modes(PermissionMode.READ_ONLY, PermissionMode.ASK, PermissionMode.YOLO);

        Handed handed = world.fleet().handOff(PuppetFleet.ANNA, planning, toOther());

        assertThat(handed.to().session().launch().mode()).isEqualTo(PermissionMode.READ_ONLY);
        assertThat(handed.lost()).contains("mode plan: it is read_only now");
    }

    @Test
    void anAgentThatHasOnlyWiderModesIsGivenNoneUnasked() {
        SessionId planning = live("heron", PermissionMode.PLAN);
        world.other.modes(PermissionMode.ASK, PermissionMode.EDITS);

        refuses(ProblemCode.INVALID, () -> world.fleet().handOff(PuppetFleet.ANNA, planning, toOther()));

        assertThat(world.lifecycle(planning)).isEqualTo(Lifecycle.LIVE);
    }

    @Test
    void aSessionDecidesNothingForWhoeverHasTheWorkOfOneItDescendsFrom() {
        Caller otter = new Caller(TenantId.DEFAULT, "session:otter", Optional.of(session));
        SessionId child = create("pup", PermissionMode.EDITS, otter);
        Caller pup = new Caller(TenantId.DEFAULT, "session:pup", Optional.of(child));
        refuses(
                ProblemCode.FORBIDDEN,
                () -> world.fleet().handOff(pup, session, to(Optional.empty(), Optional.empty())));

        Handed handed = handOff();
        SessionId heir = handed.to().session().id();
        await().until(() -> world.lifecycle(heir) == Lifecycle.LIVE);
        world.agent.asks();
        await().until(() -> !world.view(heir).openRequests().isEmpty());

        Request request = world.view(heir).openRequests().getFirst();
        refuses(
                ProblemCode.FORBIDDEN,
                () -> world.fleet().answer(pup, request.id(), new Answer.Allow(Answer.Scope.ONCE)));
        assertThat(handed.to().session().parent()).isEqualTo(stored(session).parent());
    }
}

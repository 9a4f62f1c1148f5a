package dev.tagma.engine.fleet;

import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.Goal;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.ChangesCourse.Changed;
import dev.tagma.spi.agent.ConversationStore;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.agent.Driver.Look;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Probe;
import dev.tagma.spi.agent.PursuesGoals.Pursued;
import dev.tagma.spi.agent.PursuesGoals.Wish;
import dev.tagma.spi.agent.Recognised;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.agent.UnknownCursorException;
import dev.tagma.spi.runtime.ForeignPane;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One agent that lives on while daemons come and go, for what the engine does around it. */
final class PuppetAgent implements AgentAdapter {

    private final AgentId id;
    private final Queue<Supplier<Answered>> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Look> looks = new ConcurrentLinkedQueue<>();
    private final List<TranscriptPage.Entry> said = new CopyOnWriteArrayList<>();
    private final Map<String, String> elsewhere = new ConcurrentHashMap<>();
    private volatile boolean hidden;
    private volatile Optional<Recognised> recognised = Optional.empty();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile Optional<Goal> goal = Optional.empty();
    private volatile Optional<String> refusal = Optional.empty();
    private volatile boolean runs;
    private volatile boolean lingers;
    private volatile Optional<String> silence = Optional.empty();
    private volatile Runnable whenStarted = () -> {};
    private volatile Runnable whenEnded = () -> {};
    private volatile Runnable whenDiscarded = () -> {};
    private volatile Runnable whenRead = () -> {};
    private volatile Runnable whenAsked = () -> {};
    private volatile Runnable whenTold = () -> {};
    private volatile Function<Session.Launch, List<Objection>> objections = launch -> List.of();
    private volatile Set<PermissionMode> modes = Set.of(PermissionMode.values());
    private volatile @Nullable Observer observer;

    PuppetAgent() {
        this(Undriven.USUAL);
    }

    PuppetAgent(AgentId id) {
        this.id = id;
    }

    /** It has said something in the conversation of all its sessions. */
    void says(String role, String text) {
        said.add(new TranscriptPage.Entry(
                "puppet:" + said.size(), role, text, Optional.empty(), Optional.of(Instant.now())));
    }

    /** Somebody has said something to the program without Tagma. */
    void elsewhere(String conversation, String text) {
        elsewhere.put(conversation, text);
    }

    /** Whatever runs in a terminal of others is its program, and is known so. */
    void recognises(Recognised what) {
        recognised = Optional.of(what);
    }

    /** Its program runs already. */
    void isThere() {
        runs = true;
    }

    boolean isRunning() {
        return runs;
    }

    @Override
    public Optional<Recognised> recognise(ForeignPane pane) {
        return recognised;
    }

    /** The program's files cannot be looked at. */
    void hides(boolean whether) {
        hidden = whether;
    }

    /** That conversation was deleted. */
    void deleted(String conversation) {
        elsewhere.remove(conversation);
    }

    TranscriptPage page(TranscriptQuery query) {
        whenRead.run();
        List<TranscriptPage.Entry> entries = List.copyOf(said);
        if (query.after().isPresent()) {
            String after = query.after().get();
            int from = after.equals(TranscriptQuery.BEGINNING) ? 0 : 1 + place(entries, after);
            int to = Math.min(entries.size(), from + query.limit());
            return new TranscriptPage(entries.subList(from, to), to < entries.size());
        }
        int to = query.before().map(before -> place(entries, before)).orElse(entries.size());
        int from = Math.max(0, to - query.limit());
        return new TranscriptPage(entries.subList(from, to), from > 0);
    }

    private static int place(List<TranscriptPage.Entry> entries, String cursor) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).cursor().equals(cursor)) {
                return i;
            }
        }
        throw new UnknownCursorException("No entry stands at " + cursor);
    }

    @Override
    public Optional<ConversationStore> conversations(Map<String, String> environment) {
        return Optional.of(new ConversationStore() {
            @Override
            public Listing kept() {
                whenAsked.run();
                return new Listing(
                        elsewhere.entrySet().stream()
                                .filter(one -> !hidden)
                                .map(one -> new Kept(
                                        new AgentSessionId(one.getKey()),
                                        Path.of("/elsewhere/" + one.getKey()),
                                        Integer.toString(one.getValue().hashCode())))
                                .toList(),
                        !hidden);
            }

            // Each line is an entry.
            @Override
            public TranscriptPage page(Kept conversation, TranscriptQuery query) {
                List<String> lines =
                        elsewhere.get(conversation.id().value()).lines().toList();
                String after = query.after().orElseThrow();
                int from = after.equals(TranscriptQuery.BEGINNING)
                        ? 0
                        : 1 + Integer.parseInt(after.substring(after.lastIndexOf(':') + 1));
                if (from > lines.size()) {
                    throw new UnknownCursorException("No line stands at " + after);
                }
                List<TranscriptPage.Entry> entries = new ArrayList<>();
                for (int i = from; i < lines.size(); i++) {
                    entries.add(new TranscriptPage.Entry(
                            conversation.id() + ":" + i, "user", lines.get(i), Optional.empty(), Optional.empty()));
                }
                return new TranscriptPage(entries, false);
            }

            @Override
            public Optional<Path> place(Kept conversation) {
                return Optional.of(Path.of("/home/anna/api"));
            }
        });
    }

    /** It takes every goal, and has used nothing for it. */
    Pursued pursue(Wish wish) {
        Goal before = goal.orElse(new Goal("", Goal.State.ACTIVE, Optional.empty(), 0, Duration.ZERO, Instant.EPOCH));
        Goal now = new Goal(
                wish.objective().orElse(before.objective()),
                wish.pursued()
                        .map(on -> on ? Goal.State.ACTIVE : Goal.State.PAUSED)
                        .orElse(before.state()),
                wish.tokenBudget().or(before::tokenBudget),
                0,
                Duration.ZERO,
                Instant.EPOCH);
        goal = Optional.of(now);
        return new Pursued.Done(now);
    }

    Optional<Goal> goal() {
        return goal;
    }

    boolean forgetGoal() {
        boolean had = goal.isPresent();
        goal = Optional.empty();
        return had;
    }

    /** From now on it takes no other mode or model. */
    void refuses(String reason) {
        refusal = Optional.of(reason);
    }

    Changed told(String what) {
        told.add(what);
        whenTold.run();
        return refusal.<Changed>map(Changed.Refused::new).orElseGet(Changed.Done::new);
    }

    List<String> told() {
        return told;
    }

    /** Whether its process may be there although it is not said to run. */
    void lingers(boolean whether) {
        lingers = whether;
    }

    boolean lingers() {
        return lingers;
    }

    boolean runs() {
        return runs;
    }

    /** Its host does not answer; none means that it does. */
    void silence(Optional<String> reason) {
        silence = reason;
    }

    /** Happens while it starts. */
    void whenStarted(Runnable happens) {
        whenStarted = happens;
    }

    /** Happens while it ends. */
    void whenEnded(Runnable happens) {
        whenEnded = happens;
    }

    /** Happens while a page of its conversation is read. */
    void whenRead(Runnable happens) {
        whenRead = happens;
    }

    /** Happens while it is asked what it can do with something: a text, or conversations it keeps. */
    void whenAsked(Runnable happens) {
        whenAsked = happens;
    }

    /** Happens while it is told to take another mode or model. */
    void whenTold(Runnable happens) {
        whenTold = happens;
    }

    /** Why it is not to be started so. */
    void objects(Function<Session.Launch, List<Objection>> rule) {
        objections = rule;
    }

    /** It has no other modes than these. */
    void modes(PermissionMode... all) {
        modes = Set.of(all);
    }

    void asked() {
        whenAsked.run();
    }

    /** Happens while its terminal is removed. */
    void whenDiscarded(Runnable happens) {
        whenDiscarded = happens;
    }

    /** What becomes of the next answer that is handed to it; afterwards every answer is taken. */
    void nextAnswer(Supplier<Answered> outcome) {
        answers.add(outcome);
    }

    /** What the next look at its terminal shows; afterwards nothing can be made of it. */
    void nextLook(Look look) {
        looks.add(look);
    }

    /** Its turn is in this state. */
    void turn(TurnState state) {
        Instant now = Instant.now();
        shows(new Observation.Seen(new Fact(
                Source.HOOK, new Reading.Turn(state), now, now, Reach.EDGE, Optional.empty(), "the puppet says so")));
    }

    /** Its turn was cut off by a limit, which it says to hold until then. */
    void limited(String turn, Optional<Instant> until) {
        Instant now = Instant.now();
        var limit = new Reading.Condition(ConditionKind.USAGE_LIMITED, "5-hour limit", until);
        shows(new Observation.Seen(
                new Fact(Source.HOOK, limit, now, now, Reach.EDGE, Optional.empty(), "the puppet says so")));
        turn(TurnState.OVER);
        shows(new Observation.TurnEnded(Optional.of(turn), TurnOutcome.LIMITED, Optional.empty(), now));
    }

    void shows(Observation observation) {
        Observer watching = observer;
        if (watching == null) {
            throw new IllegalStateException("Nobody watches the puppet yet");
        }
        watching.observed(observation);
    }

    /** It asks permission; always the same request. */
    void asks() {
        shows(new Observation.RequestOpened(
                "key",
                RequestKind.PERMISSION,
                "Bash",
                Optional.of("Bash"),
                "{}",
                List.of(),
                Request.Channel.NATIVE,
                Instant.now()));
    }

    void startsAs(Observer watching) {
        observer = watching;
        runs = true;
        whenStarted.run();
    }

    Adoption found(Observer watching) {
        if (silence.isPresent()) {
            return new Adoption.Unreachable(silence.get());
        }
        observer = watching;
        return runs ? new Adoption.Running() : new Adoption.Ended("its program ended");
    }

    Look look() {
        Look next = looks.poll();
        return next == null ? new Look.Unclear("the puppet shows nothing") : next;
    }

    Answered answered() {
        Supplier<Answered> next = answers.poll();
        return next == null ? new Answered.Delivered() : next.get();
    }

    void discarded() {
        whenDiscarded.run();
        runs = false;
    }

    void ends() {
        whenEnded.run();
        runs = false;
    }

    @Override
    public AgentId id() {
        return id;
    }

    @Override
    public Probe probe() {
        return new Probe(true, Optional.empty(), Optional.empty(), List.of());
    }

    @Override
    public Set<DriverKind> drivers() {
        return Set.of(DriverKind.TERMINAL);
    }

    @Override
    public Set<PermissionMode> modes() {
        return modes;
    }

    @Override
    public List<Objection> objections(Session.Launch launch) {
        return objections.apply(launch);
    }

    @Override
    public Map<Source, Set<Question>> sources() {
        return Map.of();
    }

    @Override
    public Optional<AgentSessionId> newConversation() {
        return Optional.empty();
    }

    @Override
    public Driver drive(DriveContext context, Observer watching) {
        return new PuppetDriver(this, context, watching);
    }
}

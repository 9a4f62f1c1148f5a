package dev.tagma.engine.supervise;

import dev.tagma.core.event.EventData;
import dev.tagma.core.sandbox.Containment;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Driver.Adoption;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.store.StoreException;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspacePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings a session up, down and back: the slow steps of its life, one at a time. Every step can be repeated after a crash
 * at any point: what is to be is stored before it is done. A step that the store fails is repeated as well.
 */
public final class Life implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Life.class.getName());

    /** How soon a lost agent is looked for again; each time after twice as long, up to a minute or so. */
    private static final Duration SEARCH_AGAIN = Duration.ofSeconds(1);

    private static final int SEARCH_DOUBLES = 6;

    private final Services services;
    private final SessionActor actor;
    private final Mailbox steps;
    private final ScriptSteps scripts;
    private int searches;

    Life(Services services, SessionActor actor) {
        this.services = services;
        this.actor = actor;
        this.scripts = new ScriptSteps(services);
        this.steps = new Mailbox(
                "life-" + actor.session().handle(), services.clock(), () -> guarded(this::lookAgain), failed -> {});
    }

    void open() {
        steps.open();
    }

    /** Goes on with a session as a former daemon left it, or begins with a new one. */
    public void resumeFromRecord() {
        steps.post(() -> guarded(this::goOn));
    }

    /**
     * Starts the agent of a session that does not run, with its conversation where it has one. Returns as soon as a daemon
     * that follows this one would do it too.
     */
    public void start() {
        actor.inMailbox(() -> {
            actor.refuseHanded();
            actor.move(Lifecycle.PREPARING, "", services.clock().instant());
        });
        steps.post(() -> guarded(() -> bringUp(startOf(actor.session()))));
    }

    /**
     * Ends the agent; returns when it has ended.
     *
     * @throws Problem when it cannot be reached, so that it may still run
     */
    public void stop() {
        afterEnd(() -> true);
    }

    /** Ends the agent if it runs and starts it with its conversation. Returns when it is starting. */
    public void restart() {
        afterEnd(() -> {
            start();
            return true;
        });
        exclusively(() -> true);
    }

    /** Ends the agent as {@link #stop} does and runs the work before anything else can happen to it. */
    public <T> T afterEnd(Supplier<T> work) {
        EndableRun.Wish ended = scripts.endSetUp();
        try {
            return exclusively(() -> {
                // What the work begins is not what was to be ended.
                ended.withdraw();
                bringDown();
                return work.get();
            });
        } finally {
            ended.withdraw();
        }
    }

    /** The same, and what became of messages that were under way is decided before the work. */
    public <T> T afterSettledEnd(Supplier<T> work) {
        return afterEnd(() -> {
            try {
                actor.settleDeliveries();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
                throw new Problem(ProblemCode.UNAVAILABLE, "The daemon is stopping; ask again in a moment", closing);
            }
            return work.get();
        });
    }

    /** Runs the work between steps, so that nothing else happens to the session's life meanwhile. */
    public <T> T exclusively(Supplier<T> work) {
        return steps.ask(work);
    }

    private void goOn() {
        switch (actor.session().lifecycle()) {
            case REQUESTED, PREPARING -> bringUp(startOf(actor.session()));
            case STARTING, LIVE, STOPPING, LOST -> adopt();
            case STOPPED, FAILED -> actor.inMailbox(actor::closeTurn);
        }
    }

    /** Finds what became of an agent that was started before. */
    private void adopt() {
        Session session = actor.session();
        if (session.handleOfProcess().isEmpty()) {
            bringUp(startOf(session));
            return;
        }
        actor.inMailbox(() -> actor.watchAnew(true));
        Adoption adoption = actor.driver().adopt();
        actor.inMailbox(actor::upToDate);
        LOG.log(System.Logger.Level.INFO, "Session " + session.handle() + " was found " + adoption);
        switch (adoption) {
            case Adoption.Running running -> {
                searches = 0;
                actor.inMailbox(() -> {
                    if (actor.session().lifecycle() == Lifecycle.LOST) {
                        actor.move(Lifecycle.LIVE, "", services.clock().instant());
                    }
                });
                if (session.lifecycle() == Lifecycle.STOPPING) {
                    bringDown();
                }
            }
            case Adoption.Ended(String reason)
            when session.lifecycle() == Lifecycle.STARTING -> bringUp(startOf(session));
            case Adoption.Ended(String reason) -> actor.inMailbox(() -> actor.ended(reason));
            case Adoption.Unreachable(String reason) -> lose(reason);
        }
    }

    private void lose(String reason) {
        actor.inMailbox(
                () -> actor.move(Lifecycle.LOST, reason, services.clock().instant()));
        Duration pause = SEARCH_AGAIN.multipliedBy(1L << Math.min(searches++, SEARCH_DOUBLES));
        steps.recheckAt(Optional.of(services.clock().instant().plus(pause)));
    }

    /** Looks for a lost agent once more. */
    private void lookAgain() {
        if (actor.session().lifecycle() == Lifecycle.LOST) {
            actor.dropDriver();
            adopt();
        }
    }

    private void bringUp(Start how) {
        if (actor.session().removed().isPresent()) {
            return;
        }
        if (actor.session().heritage().handedTo().isPresent()) {
            actor.inMailbox(() -> actor.move(
                    Lifecycle.STOPPED, "handed over", services.clock().instant()));
            return;
        }
        try {
            if (actor.session().lifecycle() != Lifecycle.STARTING) {
                if (!prepare()) {
                    return;
                }
                actor.settleDeliveries();
            }
            actor.dropDriver();
            Driver driver = actor.driver();
            Optional<Containment> containment = actor.enclosure().containment();
            actor.inMailbox(() -> {
                actor.watchAnew(false);
                contain(containment);
                // Also where it was starting before: after a restart of the machine the terminal has another name.
                actor.store(actor.session().withHandleOfProcess(driver.handle().text()));
                if (actor.session().lifecycle() != Lifecycle.STARTING) {
                    actor.move(Lifecycle.STARTING, "", services.clock().instant());
                }
            });
            services.checkpoint().reached("start.before");
            driver.start(how);
            actor.inMailbox(actor::upToDate);
            services.checkpoint().reached("start.after");
        } catch (TerminalException | WorkspaceException | Problem failed) {
            fail(Objects.requireNonNullElseGet(failed.getMessage(), failed::toString));
        } catch (IOException failed) {
            fail("its private directory cannot be made: " + failed);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Said before the agent runs: whoever looks at it then sees what keeps it. */
    private void contain(Optional<Containment> containment) {
        if (!actor.session().containment().equals(containment)) {
            Session contained = actor.session().contained(containment);
            containment.ifPresentOrElse(
                    how -> actor.store(
                            contained,
                            new EventData.SessionContained(
                                    contained.launch().sandbox().kind().name().toLowerCase(Locale.ROOT),
                                    how.enforced(),
                                    how.open())),
                    () -> actor.store(contained));
        }
    }

    private void fail(String reason) {
        LOG.log(
                System.Logger.Level.WARNING,
                "Session " + actor.session().handle() + " could not be brought up: " + reason);
        actor.inMailbox(
                () -> actor.move(Lifecycle.FAILED, reason, services.clock().instant()));
    }

    /** Makes the workspace where it is not there, and sets it up; false where whoever ends the session goes on with it. */
    private boolean prepare() throws IOException, InterruptedException {
        Session session = actor.session();
        actor.inMailbox(
                () -> actor.move(Lifecycle.PREPARING, "", services.clock().instant()));
        Path directory = services.sessionsDirectory().resolve(session.id().toString());
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!isThere(session.workspace())) {
            scripts.begin(session);
            services.checkpoint().reached("workspace.before");
            Optional<Workspace> workspace = scripts.make(plan(session));
            services.checkpoint().reached("workspace.after");
            if (workspace.isEmpty()) {
                return false;
            }
            actor.inMailbox(() -> actor.store(actor.session().withWorkspace(workspace.get())));
        }
        if (!scripts.setUp(actor.session())) {
            return false;
        }
        if (session.agentSessionId().isEmpty() && session.forkedFrom().isEmpty()) {
            Optional<AgentSessionId> conversation = Optional.ofNullable(
                            services.adapters().get(session.launch().agent()))
                    .flatMap(adapter -> adapter.newConversation());
            conversation.ifPresent(
                    id -> actor.inMailbox(() -> actor.store(actor.session().withAgentSessionId(id))));
        }
        return true;
    }

    private static boolean isThere(Workspace workspace) {
        return !workspace.path().isEmpty()
                && Files.isDirectory(Path.of(workspace.path()))
                && workspace.members().stream().allMatch(Life::isThere);
    }

    /** The workspace that a session wants. */
    public static WorkspacePlan plan(Session session) {
        return new WorkspacePlan(
                session.id(),
                WorkspacePlan.Kind.valueOf(session.wanted().kind().toUpperCase(Locale.ROOT)),
                Path.of(session.wanted().place()),
                session.handle().value(),
                session.workspace().branch().or(() -> session.wanted().branch()),
                session.wanted().base(),
                session.wanted().outfit().contents(),
                session.wanted().outfit().carried(),
                Optional.of(session.workspace().path())
                        .filter(path -> !path.isEmpty())
                        .map(Path::of),
                session.wanted().beside());
    }

    /** With the conversation it has, a copy of the one it was forked from, or anew. */
    private Start startOf(Session session) {
        Optional<AgentSessionId> own = session.agentSessionId();
        boolean ranBefore = session.handleOfProcess().isPresent();
        if (own.isPresent()) {
            boolean begun = ranBefore || session.heritage().resumes().isPresent();
            return begun ? new Start.Resume(own.get()) : new Start.Fresh();
        }
        return session.forkedFrom()
                .flatMap(origin -> conversationOf(session, origin))
                .<Start>map(Start.Fork::new)
                .orElseGet(Start.Fresh::new);
    }

    private Optional<AgentSessionId> conversationOf(Session session, SessionId origin) {
        return services.store()
                .read(reads -> reads.session(session.tenant(), origin))
                .flatMap(Session::agentSessionId);
    }

    private void bringDown() {
        Lifecycle lifecycle = actor.session().lifecycle();
        switch (lifecycle) {
            case STARTING, LIVE, STOPPING -> {
                actor.inMailbox(() ->
                        actor.move(Lifecycle.STOPPING, "", services.clock().instant()));
                services.checkpoint().reached("stop.before");
                actor.driver().stop(services.stopGrace());
                actor.enclosure().end();
                services.checkpoint().reached("stop.after");
                if (!services.terminals().make(actor.session().launch())) {
                    // It goes on, and what it does is nobody's business here any more.
                    actor.dropDriver();
                }
                actor.inMailbox(() -> actor.ended("stopped"));
            }
            case LOST -> {
                lookAgain();
                actor.refuseLost();
                bringDown();
            }
            case REQUESTED, PREPARING ->
                actor.inMailbox(() -> actor.move(
                        Lifecycle.STOPPED, "stopped", services.clock().instant()));
            case STOPPED, FAILED -> {}
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (StoreException failed) {
            throw failed;
        } catch (RuntimeException failed) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Session " + actor.session().handle() + ": a step of its life failed",
                    failed);
            String reason = "Tagma failed: " + failed;
            if (actor.session().lifecycle().next().contains(Lifecycle.FAILED)) {
                fail(reason);
            } else if (actor.session().lifecycle().running()) {
                lose(reason);
            }
        }
    }

    @Override
    public void close() {
        steps.close();
    }
}

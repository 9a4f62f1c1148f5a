package dev.tagma.engine.fleet;

import dev.tagma.core.message.Message;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.session.Goal;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.usage.UsageBy;
import dev.tagma.core.workspace.ScriptsId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.EventLog;
import dev.tagma.engine.Fleet;
import dev.tagma.engine.SessionView;
import dev.tagma.engine.ids.HandleMaker;
import dev.tagma.engine.log.EventFeed;
import dev.tagma.engine.search.Searches;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.View;
import dev.tagma.spi.search.SearchIndex;
import dev.tagma.spi.store.Reads.UsageQuery;
import dev.tagma.spi.workspace.DiskUse;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceStatus;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sessions of this machine: every use case, each kept in a type of its own. */
public final class LocalFleet implements Fleet, AutoCloseable {

    private final Services services;
    private final EventFeed feed;
    private final Roster roster;
    private final Creating creating;
    private final Adopting adopting;
    private final Naming naming;
    private final Sending sending;
    private final Answering answering;
    private final Living living;
    private final Steering steering;
    private final Goals goals;
    private final Handing handing;
    private final Looking looking;
    private final Working working;
    private final DiskMeter meter;
    private final Reclaiming reclaiming;
    private final Rescuing rescuing;
    private final Waiting waiting;
    private final Using using;
    private final Trusting trusting;
    private final Searches searches;

    /**
     * @param index where what was said is found; closed by its owner, after this
     * @param foreign whether conversations that Tagma did not start are searched
     */
    public LocalFleet(
            Services services,
            Policy policy,
            Projects projects,
            HandleMaker handles,
            SearchIndex index,
            boolean foreign) {
        this.services = services;
        this.feed = new EventFeed(services.store());
        this.roster = new Roster(services);
        ModeRule modes = new ModeRule(roster, policy);
        LaunchRule launches = new LaunchRule(roster);
        MessageRule texts = new MessageRule(policy);
        PortLeases leases = new PortLeases(services);
        EnclosureRule enclosures = new EnclosureRule(services, roster, policy);
        Drafts drafts = new Drafts(
                services,
                roster,
                policy,
                handles,
                modes,
                launches,
                enclosures,
                texts,
                projects,
                new Outfits(services, leases));
        GroupRule groups = new GroupRule(roster, services.spending());
        this.creating = new Creating(services, roster, drafts, enclosures, leases, groups);
        this.adopting = new Adopting(services, roster, policy, handles, groups);
        this.handing = new Handing(services, roster, new Heirs(services, drafts), enclosures, policy);
        this.naming = new Naming(services, roster, groups);
        this.sending = new Sending(services, roster, policy, texts);
        this.answering = new Answering(services, roster);
        this.living = new Living(services, roster);
        this.steering = new Steering(roster, new CourseRule(services, modes, launches));
        this.goals = new Goals(roster, texts);
        this.looking = new Looking(roster);
        this.working = new Working(services, roster);
        this.meter = new DiskMeter(services.workspaces(), services.clock());
        this.reclaiming = new Reclaiming(services, roster, meter);
        this.rescuing = new Rescuing(services.workspaces());
        this.waiting = new Waiting(services, roster, sending);
        this.using = new Using(services);
        this.trusting = new Trusting(services, projects);
        this.searches = new Searches(
                services.store(),
                index,
                services.adapters(),
                foreign,
                (session, query) ->
                        roster.find(session.tenant(), session.id()).driver().transcript(query));
    }

    /**
     * Takes up every session as a former daemon left it, first those that ran. Returns at once; status is
     * unknown until the first fresh fact.
     */
    public void reconcile() {
        services.store().read(reads -> reads.allSessions()).stream()
                .sorted(Comparator.comparing(session -> !session.lifecycle().running()))
                .map(roster::takeUp)
                .forEach(actor -> {
                    actor.open();
                    actor.life().resumeFromRecord();
                });
    }

    /** Begins to read what was said, so that it is found; to be called once the daemon answers. */
    public void index() {
        searches.open();
    }

    /** Drops from the search what is not kept any more. */
    public void forgetGone() {
        searches.forgetGone();
    }

    @Override
    public SessionView create(Caller caller, NewSession wanted) {
        return creating.create(caller, wanted);
    }

    @Override
    public SessionView fork(Caller caller, SessionId id, NewSession wanted) {
        return creating.fork(caller, id, wanted);
    }

    @Override
    public List<Pane> panes(Caller caller, Optional<Path> server) {
        return adopting.panes(caller, server);
    }

    @Override
    public SessionView adopt(Caller caller, Adoption wanted) {
        return adopting.adopt(caller, wanted);
    }

    @Override
    public SessionId resolve(TenantId tenant, String name) {
        return naming.resolve(tenant, name);
    }

    @Override
    public SessionView get(TenantId tenant, SessionId id) {
        return naming.get(tenant, id);
    }

    @Override
    public List<SessionView> list(TenantId tenant) {
        return naming.list(tenant);
    }

    @Override
    public SessionView describe(Caller caller, SessionId id, Description changes) {
        return naming.describe(caller, id, changes);
    }

    @Override
    public Message send(Caller caller, SessionId id, NewMessage wanted) {
        return sending.send(caller, id, wanted);
    }

    @Override
    public Message message(TenantId tenant, MessageId id) {
        return sending.message(tenant, id);
    }

    @Override
    public List<Message> messages(TenantId tenant, SessionId id, long afterSequence, int limit) {
        return sending.messages(tenant, id, afterSequence, limit);
    }

    @Override
    public Message cancel(Caller caller, MessageId id) {
        return sending.cancel(caller, id);
    }

    @Override
    public List<Request> openRequests(TenantId tenant, Optional<SessionId> session) {
        return answering.openRequests(tenant, session);
    }

    @Override
    public List<Request> requestsBeginning(TenantId tenant, String beginning) {
        return answering.requestsBeginning(tenant, beginning);
    }

    @Override
    public Request request(TenantId tenant, RequestId id) {
        return answering.request(tenant, id);
    }

    @Override
    public Request answer(Caller caller, RequestId id, Answer answer) {
        return answering.answer(caller, id, answer);
    }

    @Override
    public SessionView interrupt(Caller caller, SessionId id) {
        return living.interrupt(caller, id);
    }

    @Override
    public SessionView change(Caller caller, SessionId id, Course course) {
        return steering.change(caller, id, course);
    }

    @Override
    public Optional<Goal> goal(TenantId tenant, SessionId id) {
        return goals.goal(tenant, id);
    }

    @Override
    public Goal pursue(Caller caller, SessionId id, Pursuit wanted) {
        return goals.pursue(caller, id, wanted);
    }

    @Override
    public boolean dropGoal(Caller caller, SessionId id) {
        return goals.drop(caller, id);
    }

    @Override
    public SessionView escape(Caller caller, SessionId id) {
        return living.escape(caller, id);
    }

    @Override
    public SessionView stop(Caller caller, SessionId id) {
        return living.stop(caller, id);
    }

    @Override
    public SessionView start(Caller caller, SessionId id) {
        return living.start(caller, id);
    }

    @Override
    public SessionView restart(Caller caller, SessionId id) {
        return living.restart(caller, id);
    }

    @Override
    public Handed handOff(Caller caller, SessionId id, Handoff wanted) {
        return handing.handOff(caller, id, wanted);
    }

    @Override
    public Removal remove(Caller caller, SessionId id, Workspaces.Permit permit, boolean keepWorkspace) {
        Removal removal = living.remove(caller, id, permit, keepWorkspace);
        meter.forget(id);
        return removal;
    }

    @Override
    public Explanation explain(TenantId tenant, SessionId id) {
        return looking.explain(tenant, id);
    }

    @Override
    public TranscriptPage transcript(TenantId tenant, SessionId id, TranscriptQuery query) {
        return looking.transcript(tenant, id, query);
    }

    @Override
    public Found search(Caller caller, Sought sought) {
        return searches.find(caller, sought);
    }

    @Override
    public List<String> lastMessages(TenantId tenant, SessionId id, int count) {
        return looking.lastMessages(tenant, id, count);
    }

    @Override
    public Screen screen(TenantId tenant, SessionId id) {
        return looking.screen(tenant, id);
    }

    @Override
    public String capture(TenantId tenant, SessionId id, int lines, boolean withColours) {
        return looking.capture(tenant, id, lines, withColours);
    }

    @Override
    public List<String> attachCommand(TenantId tenant, SessionId id) {
        return looking.attachCommand(tenant, id);
    }

    @Override
    public View view(TenantId tenant, SessionId id, int columns, int rows) {
        return looking.view(tenant, id, columns, rows);
    }

    @Override
    public WorkspaceStatus workspace(TenantId tenant, SessionId id) {
        return working.workspace(tenant, id);
    }

    @Override
    public Optional<DiskUse> diskUse(TenantId tenant, SessionId id) {
        return meter.of(roster.find(tenant, id).session());
    }

    @Override
    public List<Tree> reclaim(Caller caller, Reclaim wanted) {
        return reclaiming.reclaim(caller, wanted);
    }

    @Override
    public String diff(TenantId tenant, SessionId id, Optional<Integer> turn) {
        return working.diff(tenant, id, turn);
    }

    @Override
    public List<Turn> turns(TenantId tenant, SessionId id, int afterNumber, int limit) {
        return working.turns(tenant, id, afterNumber, limit);
    }

    @Override
    public Workspaces.Restored rewind(Caller caller, SessionId id, int number) {
        return working.rewind(caller, id, number);
    }

    @Override
    public List<Rescue> rescues(TenantId tenant) {
        return rescuing.rescues(tenant);
    }

    @Override
    public String rescueManifest(TenantId tenant, String rescue) {
        return rescuing.rescueManifest(tenant, rescue);
    }

    @Override
    public Workspaces.Restored restore(Caller caller, String rescue, Path into) {
        return rescuing.restore(caller, rescue, into);
    }

    @Override
    public UsageReport usage(TenantId tenant, UsageBy by, UsageQuery query) {
        return using.usage(tenant, by, query);
    }

    @Override
    public ProjectScripts scripts(TenantId tenant, Path place) {
        return trusting.scripts(tenant, place);
    }

    @Override
    public ProjectScripts trust(Caller caller, Path place, ScriptsId id) {
        return trusting.trust(caller, place, id);
    }

    @Override
    public SessionView await(TenantId tenant, SessionId id, Awaited awaited, Duration atMost) {
        return waiting.await(tenant, id, awaited, atMost);
    }

    @Override
    public EventLog events() {
        return feed;
    }

    @Override
    public void close() {
        meter.close();
        searches.close();
        feed.close();
        roster.actors().forEach(SessionActor::close);
    }
}

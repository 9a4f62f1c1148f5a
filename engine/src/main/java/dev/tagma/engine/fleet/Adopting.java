package dev.tagma.engine.fleet;

import dev.tagma.core.event.EventData;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.Adoption;
import dev.tagma.engine.Fleet.Pane;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.SessionView;
import dev.tagma.engine.ids.HandleMaker;
import dev.tagma.engine.supervise.Services;
import dev.tagma.engine.supervise.SessionActor;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.Recognised;
import dev.tagma.spi.runtime.ForeignPane;
import dev.tagma.spi.runtime.ForeignTerminals;
import dev.tagma.spi.store.Writes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sessions of agents that Tagma did not start: each is recorded as one that a former daemon has left running, and found as
 * such. Its directory is not Tagma's, and its terminal is let go in the end.
 */
final class Adopting {

    /** Drives whatever is not recognised: it shows a screen and an end, and is spoken to by nobody. */
    private static final AgentId ANY = new AgentId("pane");

    private final Services services;
    private final Roster roster;
    private final Policy policy;
    private final HandleMaker handles;
    private final GroupRule groups;

    Adopting(Services services, Roster roster, Policy policy, HandleMaker handles, GroupRule groups) {
        this.services = services;
        this.roster = roster;
        this.policy = policy;
        this.handles = handles;
        this.groups = groups;
    }

    private record Match(AgentId agent, Recognised known) {}

    List<Pane> panes(Caller caller, Optional<Path> server) {
        return Failures.guarded(() -> terminals().panes(server).stream()
                .map(pane -> new Pane(
                        pane, recognised(pane).map(Match::agent), holder(pane).map(Session::handle)))
                .toList());
    }

    SessionView adopt(Caller caller, Adoption wanted) {
        refuseSessions(caller);
        groups.begin(caller, wanted.group());
        ForeignPane pane = Failures.guarded(() -> terminals().pane(wanted.server(), wanted.pane()));
        holder(pane).ifPresent(session -> {
            throw new Problem(
                    ProblemCode.CONFLICT,
                    "The program in " + pane.place() + " is session " + session.handle() + " already");
        });
        Session session = draft(caller, wanted, pane, match(wanted, pane));
        makeDirectory(session.id());
        services.store().write(writes -> {
            putAdopted(writes, session);
            return true;
        });
        SessionActor actor = roster.actor(session);
        actor.open();
        actor.life().resumeFromRecord();
        return roster.view(actor);
    }

    private static void refuseSessions(Caller caller) {
        caller.actingAs().ifPresent(own -> {
            throw new Problem(ProblemCode.FORBIDDEN, "A session may not adopt what a person has started; a person may");
        });
    }

    private ForeignTerminals terminals() {
        return services.terminals()
                .foreign()
                .orElseThrow(() -> new Problem(ProblemCode.UNAVAILABLE, "Terminals of others are not looked for here"));
    }

    /** The session that has this very program. */
    private Optional<Session> holder(ForeignPane pane) {
        String handle = pane.handle().text();
        return roster.actors().stream()
                .map(SessionActor::session)
                .filter(session ->
                        session.removed().isEmpty() && session.lifecycle().running())
                .filter(session ->
                        session.handleOfProcess().filter(handle::equals).isPresent())
                .findFirst();
    }

    private Match match(Adoption wanted, ForeignPane pane) {
        Optional<Match> found = recognised(pane);
        return wanted.agent()
                .map(AgentId::new)
                .map(agent -> new Match(
                        agent,
                        adapter(agent).recognise(pane).orElseGet(() -> new Recognised(Optional.empty(), Map.of()))))
                .or(() -> found)
                .orElseGet(() -> new Match(ANY, new Recognised(Optional.empty(), Map.of())));
    }

    private AgentAdapter adapter(AgentId agent) {
        AgentAdapter adapter = services.adapters().get(agent);
        if (adapter == null || !adapter.drivers().contains(DriverKind.TERMINAL)) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "Agent '" + agent + "' is not known here with a terminal; tagma agents ls shows those that are");
        }
        return adapter;
    }

    private Optional<Match> recognised(ForeignPane pane) {
        return services.adapters().values().stream()
                .sorted(Comparator.comparing(adapter -> adapter.id().value()))
                .flatMap(adapter -> adapter.recognise(pane).stream().map(known -> new Match(adapter.id(), known)))
                .findFirst();
    }

    private Session draft(Caller caller, Adoption wanted, ForeignPane pane, Match match) {
        Instant now = services.clock().instant();
        String title = wanted.title().isEmpty() ? "in " + pane.window() + " (" + pane.place() + ")" : wanted.title();
        return new Session(
                caller.tenant(),
                new SessionId(services.ids().next()),
                Optional.empty(),
                wanted.handle()
                        .map(Handle::new)
                        .orElseGet(() -> handles.make(made -> roster.hasA(caller.tenant(), made))),
                TitleRule.checked(title.substring(0, Math.min(title.length(), Session.LONGEST_TITLE))),
                wanted.group(),
                wanted.tags(),
                new Session.Launch(
                        match.agent(),
                        DriverKind.TERMINAL,
                        policy.defaultMode(),
                        Optional.empty(),
                        match.known().environment(),
                        List.of(),
                        policy.afterLimit(),
                        Optional.of(pane.handle().runtime())),
                new Session.WantedWorkspace(
                        pane.directory().toString(), "in_place", Optional.empty(), Optional.empty()),
                new Workspace(
                        Workspace.Kind.DIRECTORY,
                        pane.directory().toString(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false),
                Lifecycle.LIVE,
                now,
                "",
                match.known().conversation(),
                Optional.of(pane.handle().text()),
                Optional.empty(),
                Optional.empty(),
                now,
                Optional.empty(),
                match.known().conversation().map(Session.Heritage::resumed).orElse(Session.Heritage.NONE));
    }

    private static void putAdopted(Writes writes, Session session) {
        Creating.putNew(writes, session);
        writes.append(
                session.tenant(),
                Optional.of(session.id()),
                session.createdAt(),
                new EventData.SessionLifecycle(Lifecycle.REQUESTED, Lifecycle.LIVE, "adopted"));
    }

    private void makeDirectory(SessionId id) {
        try {
            Files.createDirectories(
                    services.sessionsDirectory().resolve(id.toString()),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

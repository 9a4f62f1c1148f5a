package dev.tagma.engine.fleet;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Beside;
import dev.tagma.core.workspace.Outfit;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet.NewSession;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.ids.HandleMaker;
import dev.tagma.engine.supervise.Services;
import dev.tagma.spi.agent.AgentAdapter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From what a caller wants to a session that can be stored: every default filled in, or refused. */
final class Drafts {

    private final Services services;
    private final Roster roster;
    private final Policy policy;
    private final HandleMaker handles;
    private final ModeRule modes;
    private final LaunchRule launches;
    private final EnclosureRule enclosures;
    private final ResumeRule resumes;
    private final MessageRule texts;
    private final Projects projects;
    private final Outfits outfits;

    Drafts(
            Services services,
            Roster roster,
            Policy policy,
            HandleMaker handles,
            ModeRule modes,
            LaunchRule launches,
            EnclosureRule enclosures,
            MessageRule texts,
            Projects projects,
            Outfits outfits) {
        this.services = services;
        this.roster = roster;
        this.policy = policy;
        this.handles = handles;
        this.modes = modes;
        this.launches = launches;
        this.enclosures = enclosures;
        this.resumes = new ResumeRule(services.store());
        this.texts = texts;
        this.projects = projects;
        this.outfits = outfits;
    }

    Session draft(Caller caller, NewSession wanted, Optional<Session> origin) {
        Projects.Wishes wishes = projects.of(wanted.place());
        return draft(
                caller,
                wanted,
                origin,
                origin,
                origin.isEmpty() ? wishes : Projects.Wishes.NONE,
                id -> outfits.outfit(id, wanted, wishes.fitting()));
    }

    /** One that takes over the former one's work: what it works in is fitted out. */
    Session heir(Caller caller, NewSession wanted, Session former) {
        return draft(
                caller,
                wanted,
                Optional.empty(),
                Optional.of(former),
                Projects.Wishes.NONE,
                id -> former.wanted().outfit());
    }

    /** @param continued the session whose sandbox this one has too, where nothing else is said */
    private Session draft(
            Caller caller,
            NewSession wanted,
            Optional<Session> origin,
            Optional<Session> continued,
            Projects.Wishes project,
            Function<SessionId, Outfit> fitting) {
        AgentId agent = wanted.agent()
                .map(AgentId::new)
                .or(() -> origin.map(session -> session.launch().agent()))
                .or(project::agent)
                .orElse(policy.defaultAgent());
        AgentAdapter adapter = adapter(agent);
        PermissionMode mode = wanted.mode()
                .or(() -> origin.map(session -> session.launch().mode()))
                .or(project::mode)
                .orElse(policy.defaultMode());
        DriverKind driver = wanted.driver()
                .or(() -> origin.map(session -> session.launch().driver()))
                .orElseGet(() -> usual(adapter));
        modes.check(caller, adapter, driver, mode);
        wanted.prompt().ifPresent(texts::check);
        Instant now = services.clock().instant();
        SessionId id = new SessionId(services.ids().next());
        Handle handle = wanted.handle()
                .map(Handle::new)
                .orElseGet(() -> handles.make(made -> roster.hasA(caller.tenant(), made)));
        Session.Launch launch = new Session.Launch(
                agent,
                driver,
                mode,
                wanted.model()
                        .or(() -> origin.flatMap(session -> session.launch().model())),
                wanted.environment(),
                wanted.arguments(),
                wanted.afterLimit()
                        .or(() -> origin.map(session -> session.launch().afterLimit()))
                        .orElse(policy.afterLimit()),
                wanted.runtime()
                        .or(() -> origin.filter(session -> driver == DriverKind.TERMINAL)
                                .map(Session::launch)
                                // What was adopted has no other like it.
                                .filter(services.terminals()::make)
                                .flatMap(Session.Launch::runtime)),
                enclosures.decide(
                        caller,
                        agent,
                        wanted.sandbox(),
                        continued.map(session -> session.launch().sandbox()),
                        project.sandbox()));
        if (!adapter.drivers().contains(launch.driver())) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "Agent '" + agent + "' has no " + Words.of(launch.driver()) + " driver; it has "
                            + adapter.drivers().stream().map(Words::of).sorted().collect(Collectors.joining(", ")));
        }
        requireRuntime(launch);
        launches.check(caller, adapter, launch);
        wanted.resume().ifPresent(conversation -> resumes.check(caller, adapter, launch, conversation));
        String title = TitleRule.checked(wanted.title());
        List<Beside> beside = wanted.beside().stream()
                .map(one ->
                        outfits.beside(one, projects.of(Path.of(one.place())).fitting()))
                .toList();
        // Last: what it leases is let go again by whoever stores the session, or fails to.
        Outfit outfit = fitting.apply(id);
        return new Session(
                caller.tenant(),
                id,
                wanted.key(),
                handle,
                title,
                wanted.group(),
                wanted.tags(),
                launch,
                new Session.WantedWorkspace(
                        wanted.place().toString(),
                        Words.of(wanted.workspace()),
                        wanted.branch(),
                        wanted.base(),
                        beside,
                        outfit),
                new Workspace(
                        Workspace.Kind.DIRECTORY, "", Optional.empty(), Optional.empty(), Optional.empty(), false),
                Lifecycle.REQUESTED,
                now,
                "",
                wanted.resume(),
                Optional.empty(),
                caller.actingAs(),
                origin.map(Session::id),
                now,
                Optional.empty(),
                wanted.resume().map(Session.Heritage::resumed).orElse(Session.Heritage.NONE));
    }

    private void requireRuntime(Session.Launch launch) {
        launch.runtime().ifPresent(name -> {
            if (launch.driver() != DriverKind.TERMINAL) {
                throw new Problem(
                        ProblemCode.INVALID,
                        "A session with the " + Words.of(launch.driver())
                                + " driver has no terminal, so that it can have no runtime '" + name
                                + "' for one; leave the runtime out");
            }
            if (!services.terminals().names().contains(name)) {
                throw new Problem(
                        ProblemCode.INVALID,
                        "There is no runtime '" + name + "' for terminals; there are "
                                + String.join(", ", services.terminals().names()));
            }
        });
    }

    /** The driver that is usual here, or else the one there is. */
    DriverKind usual(AgentAdapter adapter) {
        return adapter.drivers().contains(policy.defaultDriver())
                ? policy.defaultDriver()
                : adapter.drivers().iterator().next();
    }

    AgentAdapter adapter(AgentId agent) {
        AgentAdapter adapter = services.adapters().get(agent);
        if (adapter == null) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "Agent '" + agent + "' is not known here; known are "
                            + services.adapters().keySet().stream()
                                    .map(AgentId::value)
                                    .sorted()
                                    .collect(Collectors.joining(", ")));
        }
        return adapter;
    }
}

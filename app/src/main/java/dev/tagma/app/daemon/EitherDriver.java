package dev.tagma.app.daemon;

import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.ConversationStore;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Portrait;
import dev.tagma.spi.agent.Probe;
import dev.tagma.spi.agent.Recognised;
import dev.tagma.spi.runtime.ForeignPane;
import dev.tagma.spi.sandbox.Needs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One agent that is driven in its terminal program or over a protocol, as a session wants it.
 *
 * @param protocol drives the sessions that want it so
 */
record EitherDriver(AgentAdapter terminal, AgentAdapter protocol) implements AgentAdapter {

    @Override
    public AgentId id() {
        return terminal.id();
    }

    @Override
    public Probe probe() {
        return joined(terminal.probe(), protocol.probe());
    }

    /** What hinders either of them; where neither is here, how to get the one with the terminal. */
    static Probe joined(Probe face, Probe spoken) {
        if (!face.installed() && !spoken.installed()) {
            return face;
        }
        return new Probe(
                true,
                face.program().or(spoken::program),
                face.version().or(spoken::version),
                face.loggedIn().or(spoken::loggedIn),
                Stream.concat(face.problems().stream(), spoken.problems().stream())
                        .distinct()
                        .toList());
    }

    /** The name that is one, and what is known of either. */
    @Override
    public Portrait portrait() {
        Portrait face = terminal.portrait();
        Portrait spoken = protocol.portrait();
        return new Portrait(
                face.title().equals(id().value()) ? spoken.title() : face.title(),
                face.origin(),
                Stream.concat(face.knownVersions().stream(), spoken.knownVersions().stream())
                        .distinct()
                        .toList(),
                Stream.concat(
                                face.unknown().stream(),
                                spoken.unknown().stream().map(one -> "Without its terminal: " + one))
                        .toList());
    }

    @Override
    public Set<DriverKind> drivers() {
        return union(terminal.drivers(), protocol.drivers());
    }

    @Override
    public Set<PermissionMode> modes() {
        return union(terminal.modes(), protocol.modes());
    }

    @Override
    public Set<PermissionMode> modes(DriverKind driver) {
        return of(driver).modes();
    }

    @Override
    public List<Objection> objections(Session.Launch launch) {
        return of(launch.driver()).objections(launch);
    }

    @Override
    public Map<Source, Set<Question>> sources() {
        Map<Source, Set<Question>> all = new HashMap<>(terminal.sources());
        protocol.sources().forEach((source, questions) -> all.merge(source, questions, EitherDriver::union));
        return all;
    }

    /** Some protocols' conversations are named by the agent in place of this. */
    @Override
    public Optional<AgentSessionId> newConversation() {
        return terminal.newConversation();
    }

    @Override
    public Optional<ConversationStore> conversations(Map<String, String> environment) {
        return terminal.conversations(environment);
    }

    @Override
    public Optional<Recognised> recognise(ForeignPane pane) {
        return terminal.recognise(pane);
    }

    @Override
    public Needs needs(DriveContext context) {
        return of(context.session().launch().driver()).needs(context);
    }

    @Override
    public Driver drive(DriveContext context, Observer observer) {
        return of(context.session().launch().driver()).drive(context, observer);
    }

    private AgentAdapter of(DriverKind driver) {
        return driver == DriverKind.PROTOCOL ? protocol : terminal;
    }

    private static <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}

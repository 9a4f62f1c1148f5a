package dev.tagma.spi.agent;

import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.spi.runtime.ForeignPane;
import dev.tagma.spi.sandbox.Needs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows one kind of agent program. Methods may be called from any thread. */
public interface AgentAdapter {

    AgentId id();

    /** Looks at the machine: is the program there, which version, what hinders it. Starts no conversation. */
    Probe probe();

    /** What is known of the agent, whether it is installed or not. */
    default Portrait portrait() {
        return new Portrait(id().value(), "built-in", List.of(), List.of());
    }

    Set<DriverKind> drivers();

    Set<PermissionMode> modes();

    /** The modes it has when it is driven in this way. */
    default Set<PermissionMode> modes(DriverKind driver) {
        return modes();
    }

    /** What speaks against starting the program with the arguments, the variables and the model of this launch. */
    List<Objection> objections(Session.Launch launch);

    /** Which questions each of its sources can answer. */
    Map<Source, Set<Question>> sources();

    /** An id for a new conversation, where the program lets its caller choose one. */
    Optional<AgentSessionId> newConversation();

    /**
     * The conversations its program keeps, where they can be read.
     *
     * @param environment a session's own variables, which may lead elsewhere
     */
    default Optional<ConversationStore> conversations(Map<String, String> environment) {
        return Optional.empty();
    }

    /** What is known of the program in that terminal, if it is this agent's own. */
    default Optional<Recognised> recognise(ForeignPane pane) {
        return Optional.empty();
    }

    /**
     * What the programs of this session cannot be without where little else is there. Neither its workspace nor its private
     * directory need exist yet; nothing is around the programs in this context.
     */
    default Needs needs(DriveContext context) {
        return Needs.NONE;
    }

    /** A driver for one session; nothing runs and nothing is watched until it is started or adopts. */
    Driver drive(DriveContext context, Observer observer);
}

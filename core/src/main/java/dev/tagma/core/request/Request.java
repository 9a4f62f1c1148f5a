package dev.tagma.core.request;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something an agent asks and somebody must answer.
 *
 * @param key the adapter's own name of it; the same key in the same session is the same request
 * @param title what is asked, in a line
 * @param tool the tool it wants to use, for permissions
 * @param detail what it wants to do: the command, the file and its change, the plan; JSON as the agent gave it
 * @param questions for questions: what is asked and which choices are offered
 * @param channel how it can be answered
 * @param decided what was decided, stored before it is handed to the agent
 */
public record Request(
        TenantId tenant,
        SessionId session,
        RequestId id,
        String key,
        RequestKind kind,
        String title,
        Optional<String> tool,
        String detail,
        List<Ask> questions,
        Channel channel,
        Instant openedAt,
        Optional<Closing> decided,
        Optional<Closing> closed) {

    public Request {
        questions = List.copyOf(questions);
    }

    /**
     * One question with its choices.
     *
     * @param several whether more than one choice may be taken
     */
    public record Ask(String header, String text, List<Choice> choices, boolean several) {
        public Ask {
            choices = List.copyOf(choices);
        }
    }

    /** One choice of a question. */
    public record Choice(String label, String description) {}

    /** How a request can be answered. */
    public enum Channel {
        /** Over the agent's own channel. */
        NATIVE,
        /** Only by key presses, once the screen shows that very dialog. */
        KEYS,
        /** Only by a person at the terminal. */
        TERMINAL
    }

    /**
     * How it ended.
     *
     * @param by who decided: a door and a name, a rule, or {@code terminal}
     * @param answer what was decided, none when it was withdrawn by the agent
     */
    public record Closing(How how, String by, Optional<Answer> answer, Instant at) {}

    /** The ways a request ends. */
    public enum How {
        /** Answered through Tagma. */
        ANSWERED,
        /** A person answered at the agent's terminal. */
        ANSWERED_AT_TERMINAL,
        /** The agent took it back: the turn was interrupted or ended without it. */
        WITHDRAWN,
        /** The agent's process went away. */
        AGENT_GONE
    }

    public boolean open() {
        return closed.isEmpty();
    }

    public Request over(Channel newChannel) {
        return new Request(
                tenant, session, id, key, kind, title, tool, detail, questions, newChannel, openedAt, decided, closed);
    }

    public Request closedBy(Closing closing) {
        return new Request(
                tenant,
                session,
                id,
                key,
                kind,
                title,
                tool,
                detail,
                questions,
                channel,
                openedAt,
                decided,
                Optional.of(closing));
    }

    public Request decidedAs(Closing closing) {
        return new Request(
                tenant,
                session,
                id,
                key,
                kind,
                title,
                tool,
                detail,
                questions,
                channel,
                openedAt,
                Optional.of(closing),
                closed);
    }

    /** This request with nothing decided: what was decided could not be handed over. */
    public Request undecided() {
        return new Request(
                tenant,
                session,
                id,
                key,
                kind,
                title,
                tool,
                detail,
                questions,
                channel,
                openedAt,
                Optional.empty(),
                closed);
    }
}

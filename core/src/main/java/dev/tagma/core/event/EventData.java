package dev.tagma.core.event;

import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestId;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.status.Activity;
import dev.tagma.core.status.Attention;
import dev.tagma.core.status.Confidence;
import dev.tagma.core.turn.TurnOutcome;
import dev.tagma.core.workspace.TreeId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What happened. Each case is one event type of the API; its name is a promise. */
public sealed interface EventData {

    String type();

    record SessionCreated(Handle handle, String title, GroupPath group, String agent) implements EventData {
        @Override
        public String type() {
            return "session.created";
        }
    }

    record SessionLifecycle(Lifecycle from, Lifecycle to, String reason) implements EventData {
        @Override
        public String type() {
            return "session.lifecycle";
        }
    }

    record SessionActivity(
            Optional<Activity> activity,
            String reason,
            Instant since,
            Confidence confidence,
            String rule,
            Set<Attention> attention,
            Optional<Instant> until)
            implements EventData {
        @Override
        public String type() {
            return "session.activity";
        }
    }

    record SessionChanged(Handle handle, String title, GroupPath group, Set<String> tags) implements EventData {
        @Override
        public String type() {
            return "session.changed";
        }
    }

    record SessionRemoved(String by, Optional<String> rescue) implements EventData {
        @Override
        public String type() {
            return "session.removed";
        }
    }

    /** The agent's own id of the conversation is known or changed. */
    record SessionIdentity(String agentSessionId, String reason) implements EventData {
        @Override
        public String type() {
            return "session.identity";
        }
    }

    /**
     * An agent is started in a sandbox.
     *
     * @param sandbox its kind, as it is named everywhere
     */
    record SessionContained(String sandbox, List<String> enforced, List<String> open) implements EventData {

        public SessionContained {
            enforced = List.copyOf(enforced);
            open = List.copyOf(open);
        }

        @Override
        public String type() {
            return "session.contained";
        }
    }

    /**
     * A session's work went over to another one; told of both.
     *
     * @param carried what the new session has of it, in words
     * @param lost what it has not
     */
    record SessionHanded(SessionId from, SessionId to, List<String> carried, List<String> lost) implements EventData {

        public SessionHanded {
            carried = List.copyOf(carried);
            lost = List.copyOf(lost);
        }

        @Override
        public String type() {
            return "session.handed";
        }
    }

    record MessageChanged(
            MessageId message,
            MessageState state,
            Optional<String> held,
            Optional<String> failure,
            Optional<Integer> turn)
            implements EventData {
        @Override
        public String type() {
            return "message.state";
        }
    }

    record RequestOpened(
            RequestId request, RequestKind kind, String title, Optional<String> tool, Request.Channel channel)
            implements EventData {
        @Override
        public String type() {
            return "request.opened";
        }
    }

    /** The request's channel changed, for example to keys only. */
    record RequestChanged(RequestId request, Request.Channel channel, String reason) implements EventData {
        @Override
        public String type() {
            return "request.changed";
        }
    }

    record RequestClosed(RequestId request, RequestKind kind, Request.How how, String by, Optional<Answer> answer)
            implements EventData {
        @Override
        public String type() {
            return "request.closed";
        }
    }

    record TurnStarted(int turn, Optional<MessageId> message, String prompt, Optional<TreeId> tree)
            implements EventData {
        @Override
        public String type() {
            return "turn.started";
        }
    }

    record TurnEnded(int turn, TurnOutcome outcome, Optional<TreeId> tree, Optional<String> lastMessage)
            implements EventData {
        @Override
        public String type() {
            return "turn.ended";
        }
    }

    record WorkspaceSaved(String rescue, String ref, String reason, long files, long bytes) implements EventData {
        @Override
        public String type() {
            return "workspace.saved";
        }
    }

    record WorkspaceChanged(String change, String path) implements EventData {
        @Override
        public String type() {
            return "workspace.changed";
        }
    }

    /**
     * A budget is used up as far as somebody wants to know.
     *
     * @param budget its scope's name
     * @param dollars what was spent, as far as it is known
     * @param words how much of it is used
     */
    record BudgetWarned(String budget, BigDecimal dollars, long tokens, String words) implements EventData {
        @Override
        public String type() {
            return "budget.warned";
        }
    }

    /** A budget is used up: no further turn begins. */
    record BudgetReached(String budget, BigDecimal dollars, long tokens, String words) implements EventData {
        @Override
        public String type() {
            return "budget.reached";
        }
    }
}

package dev.tagma.store.codec;

import dev.tagma.core.event.EventData;
import dev.tagma.core.message.MessageId;
import dev.tagma.core.message.MessageState;
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
import java.util.List;
import java.util.Set;

/** What happened, as one event type; the type's name stands beside the document. */
record EventShape(String type) implements Shape<EventData> {

    /** Every event type there is; a type that is never forgotten by a test, see the golden files. */
    static final List<String> TYPES = List.of(
            "session.created",
            "session.lifecycle",
            "session.activity",
            "session.changed",
            "session.removed",
            "session.identity",
            "session.contained",
            "session.handed",
            "message.state",
            "request.opened",
            "request.changed",
            "request.closed",
            "turn.started",
            "turn.ended",
            "workspace.saved",
            "workspace.changed",
            "budget.warned",
            "budget.reached");

    @Override
    public void write(EventData data, Out out) {
        switch (data) {
            case EventData.SessionCreated created ->
                out.text("handle", created.handle().value())
                        .text("title", created.title())
                        .text("group", created.group().value())
                        .text("agent", created.agent());
            case EventData.SessionLifecycle lifecycle ->
                out.name("from", lifecycle.from()).name("to", lifecycle.to()).text("reason", lifecycle.reason());
            case EventData.SessionActivity activity ->
                out.name("activity", activity.activity())
                        .text("reason", activity.reason())
                        .time("since", activity.since())
                        .name("confidence", activity.confidence())
                        .text("rule", activity.rule())
                        .names("attention", activity.attention())
                        .time("until", activity.until());
            case EventData.SessionChanged changed ->
                out.text("handle", changed.handle().value())
                        .text("title", changed.title())
                        .text("group", changed.group().value())
                        .texts("tags", changed.tags().stream().sorted().toList());
            case EventData.SessionRemoved removed ->
                out.text("by", removed.by()).text("rescue", removed.rescue());
            case EventData.SessionIdentity identity ->
                out.text("agentSessionId", identity.agentSessionId()).text("reason", identity.reason());
            case EventData.SessionContained contained ->
                out.text("sandbox", contained.sandbox())
                        .texts("enforced", contained.enforced())
                        .texts("open", contained.open());
            case EventData.SessionHanded handed ->
                out.text("from", handed.from().toString())
                        .text("to", handed.to().toString())
                        .texts("carried", handed.carried())
                        .texts("lost", handed.lost());
            case EventData.MessageChanged message ->
                out.text("message", message.message().toString())
                        .name("state", message.state())
                        .text("held", message.held())
                        .text("failure", message.failure())
                        .number("turn", message.turn());
            case EventData.RequestOpened opened ->
                out.text("request", opened.request().toString())
                        .name("kind", opened.kind())
                        .text("title", opened.title())
                        .text("tool", opened.tool())
                        .name("channel", opened.channel());
            case EventData.RequestChanged changed ->
                out.text("request", changed.request().toString())
                        .name("channel", changed.channel())
                        .text("reason", changed.reason());
            case EventData.RequestClosed closed ->
                out.text("request", closed.request().toString())
                        .name("kind", closed.kind())
                        .name("how", closed.how())
                        .text("by", closed.by())
                        .object("answer", closed.answer(), new AnswerShape());
            case EventData.TurnStarted started ->
                out.number("turn", started.turn())
                        .text("message", started.message())
                        .text("prompt", started.prompt())
                        .text("tree", started.tree());
            case EventData.TurnEnded ended ->
                out.number("turn", ended.turn())
                        .name("outcome", ended.outcome())
                        .text("tree", ended.tree())
                        .text("lastMessage", ended.lastMessage());
            case EventData.WorkspaceSaved saved ->
                out.text("rescue", saved.rescue())
                        .text("ref", saved.ref())
                        .text("reason", saved.reason())
                        .number("files", saved.files())
                        .number("bytes", saved.bytes());
            case EventData.WorkspaceChanged changed ->
                out.text("change", changed.change()).text("path", changed.path());
            case EventData.BudgetWarned warned ->
                out.text("budget", warned.budget())
                        .text("dollars", warned.dollars().toPlainString())
                        .number("tokens", warned.tokens())
                        .text("words", warned.words());
            case EventData.BudgetReached reached ->
                out.text("budget", reached.budget())
                        .text("dollars", reached.dollars().toPlainString())
                        .number("tokens", reached.tokens())
                        .text("words", reached.words());
        }
    }

    @Override
    public EventData read(In in) {
        return switch (type) {
            case "session.created" ->
                new EventData.SessionCreated(
                        in.parsed("handle", Handle::new),
                        in.text("title"),
                        in.parsed("group", GroupPath::new),
                        in.text("agent"));
            case "session.lifecycle" ->
                new EventData.SessionLifecycle(
                        in.name("from", Lifecycle.class), in.name("to", Lifecycle.class), in.text("reason"));
            case "session.activity" ->
                new EventData.SessionActivity(
                        in.optionalName("activity", Activity.class),
                        in.text("reason"),
                        in.time("since"),
                        in.name("confidence", Confidence.class),
                        in.text("rule"),
                        Set.copyOf(in.names("attention", Attention.class)),
                        in.optionalTime("until"));
            case "session.changed" ->
                new EventData.SessionChanged(
                        in.parsed("handle", Handle::new),
                        in.text("title"),
                        in.parsed("group", GroupPath::new),
                        Set.copyOf(in.texts("tags")));
            case "session.removed" -> new EventData.SessionRemoved(in.text("by"), in.optionalText("rescue"));
            case "session.identity" -> new EventData.SessionIdentity(in.text("agentSessionId"), in.text("reason"));
            case "session.contained" ->
                new EventData.SessionContained(in.text("sandbox"), in.texts("enforced"), in.texts("open"));
            case "session.handed" ->
                new EventData.SessionHanded(
                        in.parsed("from", SessionId::parse),
                        in.parsed("to", SessionId::parse),
                        in.texts("carried"),
                        in.texts("lost"));
            case "message.state" ->
                new EventData.MessageChanged(
                        in.parsed("message", MessageId::parse),
                        in.name("state", MessageState.class),
                        in.optionalText("held"),
                        in.optionalText("failure"),
                        in.optionalCount("turn"));
            case "request.opened" ->
                new EventData.RequestOpened(
                        in.parsed("request", RequestId::parse),
                        in.name("kind", RequestKind.class),
                        in.text("title"),
                        in.optionalText("tool"),
                        in.name("channel", Request.Channel.class));
            case "request.changed" ->
                new EventData.RequestChanged(
                        in.parsed("request", RequestId::parse),
                        in.name("channel", Request.Channel.class),
                        in.text("reason"));
            case "request.closed" ->
                new EventData.RequestClosed(
                        in.parsed("request", RequestId::parse),
                        in.name("kind", RequestKind.class),
                        in.name("how", Request.How.class),
                        in.text("by"),
                        in.optionalObject("answer", new AnswerShape()));
            case "turn.started" ->
                new EventData.TurnStarted(
                        in.count("turn"),
                        in.optionalParsed("message", MessageId::parse),
                        in.text("prompt"),
                        in.optionalParsed("tree", TreeId::new));
            case "turn.ended" ->
                new EventData.TurnEnded(
                        in.count("turn"),
                        in.name("outcome", TurnOutcome.class),
                        in.optionalParsed("tree", TreeId::new),
                        in.optionalText("lastMessage"));
            case "workspace.saved" ->
                new EventData.WorkspaceSaved(
                        in.text("rescue"), in.text("ref"), in.text("reason"), in.number("files"), in.number("bytes"));
            case "workspace.changed" -> new EventData.WorkspaceChanged(in.text("change"), in.text("path"));
            case "budget.warned" ->
                new EventData.BudgetWarned(
                        in.text("budget"),
                        in.parsed("dollars", BigDecimal::new),
                        in.number("tokens"),
                        in.text("words"));
            case "budget.reached" ->
                new EventData.BudgetReached(
                        in.text("budget"),
                        in.parsed("dollars", BigDecimal::new),
                        in.number("tokens"),
                        in.text("words"));
            default -> throw new UnreadableDocument("'" + type + "' is not a known type of event");
        };
    }
}

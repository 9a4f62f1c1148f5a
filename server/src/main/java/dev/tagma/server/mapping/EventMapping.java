package dev.tagma.server.mapping;

import dev.tagma.core.event.Event;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.wire.event.EventData;
import dev.tagma.wire.event.EventJson;
import dev.tagma.wire.event.EventType;
import dev.tagma.wire.json.RecordCodec;
import java.util.Locale;

/** Events. The names and shapes on the wire are promises of their own, whatever becomes of the domain's. */
public final class EventMapping {

    private EventMapping() {}

    /** @param id the event's cursor */
    public static EventJson event(String id, Event event) {
        EventData data = data(event.data());
        return new EventJson(
                id,
                event.time(),
                event.tenant(),
                event.session(),
                EventType.of(data).wireName(),
                RecordCodec.write((Record) data));
    }

    private static EventData data(dev.tagma.core.event.EventData data) {
        return switch (data) {
            case dev.tagma.core.event.EventData.SessionCreated e ->
                new EventData.SessionCreated(e.handle(), e.title(), e.group(), new AgentId(e.agent()));
            case dev.tagma.core.event.EventData.SessionLifecycle e ->
                new EventData.SessionLifecycle(e.from(), e.to(), e.reason());
            case dev.tagma.core.event.EventData.SessionActivity e ->
                new EventData.SessionActivity(
                        e.activity(),
                        e.reason(),
                        e.since(),
                        e.confidence(),
                        e.rule(),
                        SessionMapping.attention(e.attention()),
                        e.until());
            case dev.tagma.core.event.EventData.SessionChanged e ->
                new EventData.SessionChanged(
                        e.handle(),
                        e.title(),
                        e.group(),
                        e.tags().stream().sorted().toList());
            case dev.tagma.core.event.EventData.SessionRemoved e -> new EventData.SessionRemoved(e.by(), e.rescue());
            case dev.tagma.core.event.EventData.SessionIdentity e ->
                new EventData.SessionIdentity(new AgentSessionId(e.agentSessionId()), e.reason());
            case dev.tagma.core.event.EventData.SessionContained e ->
                new EventData.SessionContained(
                        SandboxKind.valueOf(e.sandbox().toUpperCase(Locale.ROOT)), e.enforced(), e.open());
            case dev.tagma.core.event.EventData.SessionHanded e ->
                new EventData.SessionHanded(e.from(), e.to(), e.carried(), e.lost());
            case dev.tagma.core.event.EventData.MessageChanged e ->
                new EventData.MessageChanged(e.message(), e.state(), e.held(), e.failure(), e.turn());
            case dev.tagma.core.event.EventData.RequestOpened e ->
                new EventData.RequestOpened(e.request(), e.kind(), e.title(), e.tool(), e.channel());
            case dev.tagma.core.event.EventData.RequestChanged e ->
                new EventData.RequestChanged(e.request(), e.channel(), e.reason());
            case dev.tagma.core.event.EventData.RequestClosed e ->
                new EventData.RequestClosed(
                        e.request(), e.kind(), e.how(), e.by(), e.answer().map(RequestMapping::answer));
            case dev.tagma.core.event.EventData.TurnStarted e ->
                new EventData.TurnStarted(e.turn(), e.message(), e.prompt(), e.tree());
            case dev.tagma.core.event.EventData.TurnEnded e ->
                new EventData.TurnEnded(e.turn(), e.outcome(), e.tree(), e.lastMessage());
            case dev.tagma.core.event.EventData.WorkspaceSaved e ->
                new EventData.WorkspaceSaved(e.rescue(), e.ref(), e.reason(), e.files(), e.bytes());
            case dev.tagma.core.event.EventData.WorkspaceChanged e ->
                new EventData.WorkspaceChanged(e.change(), e.path());
            case dev.tagma.core.event.EventData.BudgetWarned e ->
                new EventData.BudgetWarned(e.budget(), e.dollars().toPlainString(), e.tokens(), e.words());
            case dev.tagma.core.event.EventData.BudgetReached e ->
                new EventData.BudgetReached(e.budget(), e.dollars().toPlainString(), e.tokens(), e.words());
        };
    }
}

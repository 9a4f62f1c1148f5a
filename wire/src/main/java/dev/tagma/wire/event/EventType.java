package dev.tagma.wire.event;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every type of event with its name, which is a promise, and what its data holds. */
public enum EventType {
    SESSION_CREATED("session.created", EventData.SessionCreated.class),
    SESSION_LIFECYCLE("session.lifecycle", EventData.SessionLifecycle.class),
    SESSION_ACTIVITY("session.activity", EventData.SessionActivity.class),
    SESSION_CHANGED("session.changed", EventData.SessionChanged.class),
    SESSION_REMOVED("session.removed", EventData.SessionRemoved.class),
    SESSION_IDENTITY("session.identity", EventData.SessionIdentity.class),
    SESSION_CONTAINED("session.contained", EventData.SessionContained.class),
    SESSION_HANDED("session.handed", EventData.SessionHanded.class),
    MESSAGE_CHANGED("message.state", EventData.MessageChanged.class),
    REQUEST_OPENED("request.opened", EventData.RequestOpened.class),
    REQUEST_CHANGED("request.changed", EventData.RequestChanged.class),
    REQUEST_CLOSED("request.closed", EventData.RequestClosed.class),
    TURN_STARTED("turn.started", EventData.TurnStarted.class),
    TURN_ENDED("turn.ended", EventData.TurnEnded.class),
    WORKSPACE_SAVED("workspace.saved", EventData.WorkspaceSaved.class),
    WORKSPACE_CHANGED("workspace.changed", EventData.WorkspaceChanged.class),
    BUDGET_WARNED("budget.warned", EventData.BudgetWarned.class),
    BUDGET_REACHED("budget.reached", EventData.BudgetReached.class);

    private final String wireName;
    private final Class<? extends Record> data;

    <T extends Record & EventData> EventType(String wireName, Class<T> data) {
        this.wireName = wireName;
        this.data = data;
    }

    /** The name in {@link EventJson#type}. */
    public String wireName() {
        return wireName;
    }

    /** What {@link EventJson#data} holds. */
    public Class<? extends Record> data() {
        return data;
    }

    /** The type of this name, none where it is not known. */
    public static Optional<EventType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(name))
                .findFirst();
    }

    /** The names of all types. */
    public static List<String> names() {
        return Arrays.stream(values()).map(EventType::wireName).toList();
    }

    /** The type of such data. */
    public static EventType of(EventData data) {
        return Arrays.stream(values())
                .filter(type -> type.data == data.getClass())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(data.getClass() + " has no event type"));
    }
}

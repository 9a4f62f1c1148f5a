package dev.tagma.adapters.agent.claude;

import dev.tagma.core.fact.Carrier;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.ConditionKind;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.RequestKind;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** Takes in what the hooks left in the spool. One thread at a time, and never within itself. */
final class HookReader {

    private final HookSpool spool;
    private final Asks asks;
    private final Observer observer;
    private final BiConsumer<AgentSessionId, Path> identified;
    private final Runnable beforeOver;
    private final TasksLeft tasks;
    private final Runnable tasksChanged;
    private final Clock clock;
    private boolean broken;
    private boolean looking;
    private String begun = "";

    /**
     * A reader of that spool.
     *
     * @param beforeOver runs before it is told that a turn is over
     * @param tasksChanged runs when other tasks run on than before
     */
    HookReader(
            HookSpool spool,
            Asks asks,
            Observer observer,
            BiConsumer<AgentSessionId, Path> identified,
            Runnable beforeOver,
            TasksLeft tasks,
            Runnable tasksChanged,
            Clock clock) {
        this.spool = spool;
        this.asks = asks;
        this.observer = observer;
        this.identified = identified;
        this.beforeOver = beforeOver;
        this.tasks = tasks;
        this.tasksChanged = tasksChanged;
        this.clock = clock;
    }

    /**
     * What is asked when the agent says that it asks permission. It says so of a plan too, and may say it before the hook
     * that asks has been heard; the one before the tool has been, because the agent waited for it.
     */
    WaitingFor asked() {
        RequestKind kind = asks.newest().orElseGet(() -> AskedTool.kind(begun));
        return kind == RequestKind.PLAN ? WaitingFor.PLAN : WaitingFor.PERMISSION;
    }

    /** Takes in everything new; tells whether there was anything. */
    boolean look() {
        if (looking) {
            return false;
        }
        looking = true;
        try {
            return takeNew();
        } finally {
            looking = false;
        }
    }

    private boolean takeNew() {
        try {
            boolean there = Files.isDirectory(spool.events());
            if (there == broken) {
                broken = !there;
                observer.observed(new Observation.CarrierChanged(
                        Source.HOOK, there ? Carrier.INTACT : new Carrier.Broken("the hooks' directory is gone")));
            }
            List<HookEvent> events = spool.read(asks.openKeys());
            for (HookEvent event : events) {
                take(event);
                if (!asks.openKeys().contains(event.name())) {
                    spool.forget(event.name());
                }
            }
            return !events.isEmpty();
        } catch (IOException failed) {
            broken = true;
            observer.observed(new Observation.CarrierChanged(
                    Source.HOOK, new Carrier.Broken("the hooks' directory cannot be read: " + failed)));
            return false;
        }
    }

    private void take(HookEvent event) {
        boolean main = !event.payload().has("agent_id");
        switch (event.event()) {
            case "SessionStart" ->
                event.text("session_id")
                        .ifPresent(id -> identified.accept(
                                new AgentSessionId(id),
                                Path.of(event.text("transcript_path").orElse(""))));
            case "UserPromptSubmit" -> {
                begun = "";
                left(0, event);
                turn(TurnState.RUNNING, event);
                condition(ConditionKind.NONE, "", event);
            }
            case "PreToolUse" -> {
                if (main) {
                    begun = event.text("tool_name").orElse("");
                    left(0, event);
                    turn(TurnState.RUNNING, event);
                }
            }
            case "PermissionRequest" -> {
                asks.opened(event);
                waiting(event);
            }
            case "PostToolUse", "PostToolUseFailure" -> {
                begun = main ? "" : begun;
                asks.ran(event);
                waiting(event);
            }
            case "Stop" -> stopped(event);
            case "StopFailure" -> failed(event);
            case "PreCompact" -> condition(ConditionKind.COMPACTING, "compacting", event);
            case "PostCompact" -> condition(ConditionKind.NONE, "", event);
            default -> {}
        }
    }

    private void stopped(HookEvent event) {
        int running = 0;
        for (JsonNode task : event.payload().path("background_tasks")) {
            running += task.path("status").asString("running").equals("running") ? 1 : 0;
        }
        over(event);
        seen(new Reading.Background(running), event);
        left(running, event);
    }

    private void failed(HookEvent event) {
        String said = event.text("last_assistant_message").orElse("the turn failed");
        // Why first: a turn that is over and failed must not seem to be at rest in between.
        condition(FailureWords.kind(said), said, event);
        over(event);
        left(0, event);
    }

    private void left(int running, HookEvent event) {
        if (tasks.are(running, event.at())) {
            tasksChanged.run();
        }
    }

    /** What is waited for follows from the requests that are open, not from one event. */
    private void waiting(HookEvent event) {
        WaitingFor what = asks.newest().map(HookReader::waitingFor).orElse(WaitingFor.NOTHING);
        seen(new Reading.Waiting(what), event);
    }

    private static WaitingFor waitingFor(RequestKind kind) {
        return switch (kind) {
            case PERMISSION -> WaitingFor.PERMISSION;
            case QUESTION -> WaitingFor.QUESTION;
            case PLAN -> WaitingFor.PLAN;
            case TRUST, LOGIN -> WaitingFor.TRUST_OR_LOGIN;
        };
    }

    private void over(HookEvent event) {
        beforeOver.run();
        turn(TurnState.OVER, event);
    }

    private void turn(TurnState state, HookEvent event) {
        seen(new Reading.Turn(state), event);
    }

    private void condition(ConditionKind kind, String detail, HookEvent event) {
        Instant at = event.at();
        observer.observed(
                new Observation.Seen(fact(new Reading.Condition(kind, detail, Optional.empty()), at, detail)));
    }

    private void seen(Reading reading, HookEvent event) {
        String tool = event.text("tool_name").map(name -> " " + name).orElse("");
        observer.observed(new Observation.Seen(fact(reading, event.at(), "hook " + event.event() + tool)));
    }

    private Fact fact(Reading reading, Instant at, String detail) {
        return new Fact(Source.HOOK, reading, at, clock.instant(), Reach.EDGE, Optional.empty(), detail);
    }
}

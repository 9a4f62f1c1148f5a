package dev.tagma.testkit.agent;

import dev.tagma.testkit.script.Step.Mute.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Runs the hooks of an event, and ends those that still run when the agent leaves. */
final class Hooks {

    private final List<HookCommand> commands;
    private final Surroundings surroundings;
    private final Faults faults;
    private final ConcurrentLinkedQueue<HookRun> running = new ConcurrentLinkedQueue<>();

    Hooks(List<HookCommand> commands, Surroundings surroundings, Faults faults) {
        this.commands = List.copyOf(commands);
        this.surroundings = surroundings;
        this.faults = faults;
    }

    /** Runs the hooks of an event and waits for them; says what each printed. */
    List<Tree> run(Event event) throws InterruptedException {
        if (!faults.hookDelay().isZero()) {
            // Late news: the agent is past the event when its hook runs.
            startLate(event);
            return List.of();
        }
        var answers = new ArrayList<Tree>();
        for (var run : start(event)) {
            try {
                run.answer().ifPresent(answers::add);
            } catch (InterruptedException e) {
                run.end();
                throw e;
            }
        }
        return answers;
    }

    /** Runs the hooks of an event for nobody in particular. */
    void tell(Event event) {
        if (faults.hookDelay().isZero()) {
            start(event);
        } else {
            startLate(event);
        }
    }

    /** Starts the hooks of an event and does not wait. */
    List<HookRun> start(Event event) {
        if (faults.isMute(Source.HOOKS)) {
            return List.of();
        }
        var payload = Json.write(event.payload()) + "\n";
        var runs = commands.stream()
                .filter(command -> command.isFor(event.name(), event.subject()))
                .map(command -> HookRun.start(command, payload, surroundings.cwd(), environment(event)))
                .toList();
        for (var run : runs) {
            running.add(run);
            run.whenEnded(_ -> running.remove(run));
        }
        return runs;
    }

    /** Ends whatever still runs. */
    void close() {
        running.forEach(HookRun::end);
    }

    private void startLate(Event event) {
        CompletableFuture.delayedExecutor(faults.hookDelay().toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> start(event));
    }

    private Map<String, String> environment(Event event) {
        var environment = new HashMap<String, String>();
        environment.put("CLAUDECODE", "1");
        environment.put("CLAUDE_CODE_ENTRYPOINT", "cli");
        environment.put("CLAUDE_CODE_SESSION_ID", event.session());
        environment.put("CLAUDE_PID", Long.toString(surroundings.pid()));
        environment.put("CLAUDE_PROJECT_DIR", surroundings.cwd().toString());
        return environment;
    }
}

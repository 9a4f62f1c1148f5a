package dev.tagma.testkit.agent;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What runs beside the turn: shell commands and subagents. */
final class Background {

    /** One of them. */
    record Job(String id, String type, String description, Map<String, @Nullable Object> more) {
        Map<String, @Nullable Object> members() {
            var members = Json.object("id", id, "type", type, "status", "running", "description", description);
            members.putAll(more);
            return members;
        }
    }

    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<String, Runnable> stops = new LinkedHashMap<>();
    private final Clock clock;
    private final Consumer<Message> ended;

    /** @param ended gets the news of each that ended */
    Background(Clock clock, Consumer<Message> ended) {
        this.clock = clock;
        this.ended = ended;
    }

    /** Keeps a shell command that was started, and says its id. */
    String shell(ToolUse use, String command, Process process, Path output) {
        var id = newId("b");
        begin(new Job(id, "shell", command, Json.object("command", command)), process::destroy);
        var _ = process.onExit().thenAccept(over -> {
            var summary = "Background command \"%s\" %s (exit code %d)"
                    .formatted(command, over.exitValue() == 0 ? "completed" : "failed", over.exitValue());
            end(id, notice(id, use, output.toString(), over.exitValue() == 0 ? "completed" : "failed", summary, ""));
        });
        return id;
    }

    /** Begins a subagent. */
    void subagent(String id, String description, String type, Runnable stop) {
        begin(new Job(id, "subagent", description, Json.object("agent_type", type)), stop);
    }

    void subagentEnded(String id, ToolUse use, String description, String result) {
        var summary = "Agent \"%s\" finished".formatted(description);
        end(id, notice(id, use, "", "completed", summary, "\n<result>%s</result>".formatted(result)));
    }

    static String newId(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    synchronized List<Job> jobs() {
        return List.copyOf(jobs.values());
    }

    /** How many there are of a type. */
    int count(String type) {
        return (int) jobs().stream().filter(job -> job.type().equals(type)).count();
    }

    /** Ends them all. */
    void close() {
        List<Runnable> all;
        synchronized (this) {
            all = List.copyOf(stops.values());
        }
        all.forEach(Runnable::run);
    }

    private synchronized void begin(Job job, Runnable stop) {
        jobs.put(job.id(), job);
        stops.put(job.id(), stop);
    }

    private void end(String id, String notice) {
        synchronized (this) {
            jobs.remove(id);
            stops.remove(id);
        }
        ended.accept(Message.notice(notice, clock.instant()));
    }

    private static String notice(String id, ToolUse use, String output, String status, String summary, String result) {
        return """
                <task-notification>
                <task-id>%s</task-id>
                <tool-use-id>%s</tool-use-id>
                <output-file>%s</output-file>
                <status>%s</status>
                <summary>%s</summary>%s
                </task-notification>""".formatted(id, use.id(), output, status, summary, result);
    }
}

package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.operation.DaemonOperations;
import dev.tagma.wire.operation.SessionOperations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tagma down}. */
final class DownCommand implements Command {

    /** A daemon lets its callers finish, for seconds; one that needs longer hangs. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final OptionSpec endAgents =
            flag("End also the agents whose terminals end with the daemon (--runtime pty).", "--end-agents");

    @Override
    public List<String> help() {
        return List.of(
                "Ends the daemon. Agents live on; the next daemon takes them over, with all that they did meanwhile.",
                "Those in a terminal of the daemon's own (--runtime pty) do not: while there are any it is refused.",
                "The first command that needs a daemon starts one again.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(endAgents);
    }

    @Override
    public Exit run(Context context) {
        Agents agents;
        Optional<Answer> going;
        try {
            agents = agents(context);
            requireThatNoneEnds(agents);
            going = context.api().askIfRunning(Ask.of(DaemonOperations.SHUT_DOWN));
        } catch (Failure unheard) {
            throw unheard.exit() == Exit.TRANSPORT ? hanging(context, unheard) : unheard;
        }
        if (going.isEmpty()) {
            say(context, Optional.empty(), 0, "no daemon runs");
            return Exit.OK;
        }
        long pid = going.get().fields().whole("pid");
        context.talk().progress("ending the daemon");
        awaitEnd(pid);
        long alive = agents.living();
        String live = alive == 0 ? "" : alive == 1 ? "; 1 agent lives on" : "; %d agents live on".formatted(alive);
        say(context, Optional.of(pid), alive, "the daemon (process %d) has ended%s".formatted(pid, live));
        return Exit.OK;
    }

    /**
     * What becomes of the agents that run.
     *
     * @param living how many live on
     * @param ending the sessions of those that do not
     */
    private record Agents(long living, List<String> ending) {}

    private static Agents agents(Context context) {
        Ask live = Ask.of(SessionOperations.LIST).query("lifecycle", "live");
        List<Fields> sessions = context.api()
                .askIfRunning(live)
                .map(answer -> answer.fields().objects("sessions"))
                .orElse(List.of());
        List<String> ending = sessions.stream()
                .filter(session -> session.optionalText("runtime").equals(Optional.of("pty")))
                .map(session -> session.text("handle"))
                .toList();
        return new Agents(sessions.size() - ending.size(), ending);
    }

    private void requireThatNoneEnds(Agents agents) {
        if (!agents.ending().isEmpty() && !given(endAgents)) {
            throw Failure.failed("the daemon has not ended, because these would end with it: "
                    + String.join(", ", agents.ending())
                    + "; tagma stop them first, or say --end-agents");
        }
    }

    private static void awaitEnd(long pid) {
        try {
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            if (process.isPresent()) {
                process.get().onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (TimeoutException hangs) {
            throw Failure.of(
                    Exit.TIMED_OUT,
                    "the daemon (process %d) has not ended after %d s; kill it, agents go on"
                            .formatted(pid, LIMIT.toSeconds()));
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("The end of a process is no failure", impossible);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted while the daemon was ending");
        }
    }

    private static Failure hanging(Context context, Failure unheard) {
        String step = context.api().daemon().ifItHangs();
        return unheard.sentence().contains(step) ? unheard : unheard.saying(unheard.sentence() + step);
    }

    private static void say(Context context, Optional<Long> pid, long agents, String sentence) {
        if (!context.json()) {
            context.talk().print(sentence);
            return;
        }
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("stopped", Json.of(pid.isPresent()));
        members.put("pid", pid.<Json>map(Json::of).orElse(Json.NULL));
        members.put("agents", Json.of(agents));
        context.printJson(new Fields(new JsonObject(members)));
    }
}

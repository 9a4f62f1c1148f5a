package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.arguments;
import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.texts;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.http.Deadline;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.SessionOperations;
import dev.tagma.wire.operation.WaitFor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma wait}. */
final class WaitCommand implements Command {

    private final PositionalParamSpec sessions = arguments(0, "ID", "1..*", "Handles or ids of sessions.");
    private final OptionSpec any = flag("End with the first.", "--any");
    private final OptionSpec all = flag("End when all have ended; so it is if nothing is said.", "--all");
    private final OptionSpec goal = flag("Wait until they pursue no goal any more, too.", "--goal");
    private final OptionSpec timeout = value("SECONDS", "How long at most; for ever if absent.", "--timeout");

    @Override
    public List<String> help() {
        return List.of(
                "Waits until sessions are idle, wait for somebody, or do not run, and prints what each is.",
                "Ends with 0; with 1 if one failed, is lost, ended its turn with an error or holds messages that it was not told;",
                "with 124 if the time ran out.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(sessions, any, all, goal, timeout);
    }

    @Override
    public Exit run(Context context) {
        Values.notBoth(any, all);
        Optional<Duration> limit = Values.seconds(timeout);
        Deadline deadline = limit.map(Deadline::after).orElse(Deadline.never());
        List<String> names = texts(sessions).stream()
                .map(name -> Values.name(name, "session"))
                .toList();
        // Looked up first: a mistyped name is said at once, and a session that is renamed meanwhile is still the one
        // meant.
        Map<String, Standing> wanted = new LinkedHashMap<>();
        for (String name : names) {
            Standing found = Standing.of(
                    context.api().ask(Ask.of(SessionOperations.GET, name)).fields());
            Names.requireAnother(context, found.id());
            wanted.put(found.id(), found);
        }
        Settling settling = new Settling(
                context, List.copyOf(wanted.values()), given(goal) ? WaitFor.GOAL : WaitFor.SETTLED, deadline);
        settling.run(given(any));
        if (!settling.late().isEmpty() && !(given(any) && settling.ended())) {
            throw late(settling.late(), limit.orElse(Duration.ZERO));
        }
        return settling.bad() ? Exit.FAILED : Exit.OK;
    }

    private static Failure late(List<Standing> unsettled, Duration limit) {
        String those = unsettled.stream()
                .map(one -> one.handle() + " " + one.word().text())
                .collect(Collectors.joining(", "));
        return Failure.of(Exit.TIMED_OUT, "not over after %s s: %s".formatted(Values.decimal(limit), those));
    }
}

package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.repeated;
import static dev.tagma.cli.command.Words.texts;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tagma ls}. */
final class LsCommand implements Command {

    private final OptionSpec group = repeated("GROUP", "Only sessions in this group or below it.", "-g", "--group");
    private final OptionSpec agent = repeated("AGENT", "Only sessions of this agent.", "-a", "--agent");
    private final OptionSpec activity =
            repeated("ACTIVITY", "Only sessions that do this: working, waiting_permission, idle, …", "--activity");
    private final OptionSpec lifecycle =
            repeated("STATE", "Only sessions that have come so far: live, stopped, failed, …", "--lifecycle");
    private final OptionSpec tag = repeated("TAG", "Only sessions with this tag.", "--tag");
    private final OptionSpec quiet = flag("Print the handles alone, one a line.", "-q", "--quiet");

    @Override
    public List<String> help() {
        return List.of(
                "Lists sessions by their groups: what each does, since when, and what it is about or waits for.",
                "A filter given more than once takes any of its values; different filters must all hold.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(group, agent, activity, lifecycle, tag, quiet);
    }

    @Override
    public Exit run(Context context) {
        Ask ask = Ask.of(SessionOperations.LIST);
        for (OptionSpec filter : List.of(group, agent, activity, lifecycle, tag)) {
            for (String value : texts(filter)) {
                ask = ask.query(filter.longestName().substring(2), value);
            }
        }
        Answer answer = context.api().ask(ask);
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        List<Fields> sessions = answer.fields().objects("sessions");
        if (given(quiet)) {
            sessions.forEach(session -> context.talk().print(session.text("handle")));
        } else if (sessions.isEmpty()) {
            context.talk().hint("no such session; tagma create makes one");
        } else {
            new SessionTree(context.clock().instant())
                    .print(sessions.stream().map(Standing::of).toList(), context.talk());
        }
        return Exit.OK;
    }
}

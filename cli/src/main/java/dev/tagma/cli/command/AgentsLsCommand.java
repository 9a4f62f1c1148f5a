package dev.tagma.cli.command;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import dev.tagma.wire.operation.AgentOperations;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/** {@code tagma agents ls}. */
final class AgentsLsCommand implements Command {

    @Override
    public List<String> help() {
        return List.of(
                "Lists the agents that are known: whether each is installed, its version, how it can be driven, and the modes it has.",
                "A file NAME.yaml in the directory 'agents' beside config.yaml adds one.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of();
    }

    @Override
    public Exit run(Context context) {
        context.talk().progress("asking the agents' programs");
        Answer answer = context.api().ask(Ask.of(AgentOperations.LIST));
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        var table = new Table();
        for (Fields agent : answer.fields().objects("agents")) {
            table.row(
                    Span.of(agent.text("name"), Style.NAME),
                    agent.flag("installed")
                            ? Span.of(agent.optionalText("version").orElse("installed"), Style.GOOD)
                            : Span.of("not installed", Style.QUIET),
                    Span.of(String.join(", ", agent.texts("drivers"))),
                    Span.of(AgentText.modes(agent)),
                    Span.of(agent.text("title"), Style.QUIET));
        }
        context.talk().print(table);
        return Exit.OK;
    }
}

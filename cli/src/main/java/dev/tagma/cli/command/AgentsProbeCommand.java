package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.text;

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
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma agents probe}. */
final class AgentsProbeCommand implements Command {

    private final PositionalParamSpec name = argument(0, "AGENT", "1", "The agent's name.");

    @Override
    public List<String> help() {
        return List.of(
                "Looks whether an agent can be started: its program, its version, whether somebody is logged in.",
                "Ends with 1 if something is in the way.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(name);
    }

    @Override
    public Exit run(Context context) {
        context.talk().progress("asking the agent's program");
        Answer answer = context.api()
                .ask(Ask.of(AgentOperations.SHOW, Values.name(text(name).orElseThrow(), "agent")));
        Fields agent = answer.fields();
        if (context.json()) {
            context.talk().printJson(answer.json());
        } else {
            var table = new Table();
            AgentText.found(agent, table);
            context.talk().print(Span.of(agent.text("name"), Style.NAME));
            context.talk().print(table);
        }
        return agent.flag("installed") && agent.texts("problems").isEmpty() ? Exit.OK : Exit.FAILED;
    }
}

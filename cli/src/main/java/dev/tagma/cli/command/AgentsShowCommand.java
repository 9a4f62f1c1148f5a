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

/** {@code tagma agents show}. */
final class AgentsShowCommand implements Command {

    private final PositionalParamSpec name = argument(0, "AGENT", "1", "The agent's name.");

    @Override
    public List<String> help() {
        return List.of(
                "Shows all that is known of an agent: what was found of it, how it is driven, its modes, what tells what"
                        + " it does, and what cannot be known of it.");
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
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        Fields agent = answer.fields();
        var table = new Table();
        table.row(AgentText.label("is"), Span.of(agent.text("title")));
        table.row(AgentText.label("known from"), Span.of(agent.text("origin")));
        AgentText.found(agent, table);
        table.row(AgentText.label("modes"), Span.of(AgentText.modes(agent)));
        agent.objects("driving").forEach(driver -> {
            String by = driver.text("driver");
            driver.objects("sources")
                    .forEach(source -> table.row(
                            AgentText.label(by + ", told by"),
                            Span.of(source.text("source") + ": " + String.join(", ", source.texts("answers")))));
            driver.texts("unknown")
                    .forEach(one -> table.row(AgentText.label(by + ", not known"), Span.of(one, Style.ASKING)));
        });
        context.talk().print(Span.of(agent.text("name"), Style.NAME));
        context.talk().print(table);
        return Exit.OK;
    }
}

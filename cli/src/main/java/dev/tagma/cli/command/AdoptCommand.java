package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.repeated;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.texts;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.operation.AdoptOperations;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma adopt}. */
final class AdoptCommand implements Command {

    private final PositionalParamSpec pane = argument(
            0,
            "[SOCKET:]PANE",
            "0..1",
            "The pane by its number (%5) or as tmux takes it (main:0.1); on another server than the usual one with the"
                    + " path of its socket in front.");
    private final OptionSpec list = flag("List the panes that Tagma did not start, and what runs in them.", "--list");
    private final OptionSpec agent =
            value("AGENT", "Whose program it is, where that is not recognised.", "-a", "--agent");
    private final OptionSpec handle = value("NAME", "A readable name of your choice.", "--handle");
    private final OptionSpec title = value("TEXT", "What it is about; where it is if absent.", "--title");
    private final OptionSpec group = value("GROUP", "Its group, such as team/api.", "-g", "--group");
    private final OptionSpec tags = repeated("TAG", "A tag; may be given several times.", "--tag");

    @Override
    public List<String> help() {
        return List.of(
                "Makes a session of an agent that you have started yourself, in a pane of your own tmux.",
                "It is watched, and spoken to where its composer can be read. Tagma never resizes or ends it: stopping or"
                        + " removing the session lets it go.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(pane, list, agent, handle, title, group, tags);
    }

    @Override
    public Exit run(Context context) {
        return given(list) ? list(context) : adopt(context);
    }

    private Exit list(Context context) {
        Ask ask = Ask.of(AdoptOperations.PANES);
        Optional<Path> server =
                text(pane).map(named -> PaneName.socket(named, context.environment(), context.workingDirectory()));
        Answer answer = context.api()
                .ask(server.map(socket -> ask.query("socket", socket.toString()))
                        .orElse(ask));
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        List<Fields> panes = answer.fields().objects("panes");
        if (panes.isEmpty()) {
            context.talk().hint("there is no pane of tmux that Tagma did not start");
        }
        var table = new Table();
        for (Fields each : panes) {
            table.row(
                    Span.of(each.text("place"), Style.NAME),
                    Span.of(each.text("window")),
                    each.optionalText("agent").map(Span::of).orElseGet(() -> Span.of("not recognised", Style.QUIET)),
                    Span.of(String.join(" ", each.texts("command"))),
                    Span.of(each.text("directory"), Style.QUIET),
                    Span.of(
                            each.optionalText("session")
                                    .map(name -> "is " + name)
                                    .orElse(""),
                            Style.GOOD));
        }
        context.talk().print(table);
        return Exit.OK;
    }

    private Exit adopt(Context context) {
        String given = text(pane)
                .orElseThrow(() -> Failure.usage("which pane? Give one such as %5; tagma adopt --list shows them"));
        PaneName name = PaneName.parse(given, context.environment(), context.workingDirectory());
        var body = new Ask.Body()
                .with("socket", name.socket().map(Path::toString))
                .with("pane", name.pane())
                .with("agent", text(agent))
                .with("handle", text(handle))
                .with("title", text(title))
                .with("group", text(group));
        if (!texts(tags).isEmpty()) {
            body.with("tags", Json.of(texts(tags).stream().map(Json::of).toList()));
        }
        Answer adopted = context.api().ask(Ask.of(AdoptOperations.ADOPT).body(body));
        if (context.json()) {
            context.talk().printJson(adopted.json());
            return Exit.OK;
        }
        Fields session = adopted.fields();
        context.talk().print(session.text("handle"));
        context.talk()
                .hint(
                        session.text("agent").equals("pane")
                                ? "what runs there is not recognised: it can be looked at; say --agent if it is one that is known"
                                : "%s; tagma show %s tells what cannot be known of it"
                                        .formatted(session.text("agent"), session.text("handle")));
        return Exit.OK;
    }
}

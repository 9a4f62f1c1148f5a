package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.http.ServerEvent;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.EventOperations;
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tagma events}. */
final class EventsCommand implements Command {

    private final OptionSpec follow = flag("Go on with what comes, over restarts of the daemon.", "--follow");
    private final OptionSpec since = value(
            "ID", "Begin behind this event; start is the first that is kept, now the next that comes.", "--since");
    private final OptionSpec session = value("ID", "Only events of this session.", "--session");

    @Override
    public List<String> help() {
        return List.of(
                "Prints events: every change of state, in order, once.",
                "Without --follow, those that are kept; with it, those that come, or both with --since.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(follow, since, session);
    }

    @Override
    public Exit run(Context context) {
        Optional<String> begin = text(since).map(EventsCommand::cursor);
        Optional<String> only = text(session).map(name -> Values.name(name, "session"));
        Ask ask = only.map(name -> Ask.of(EventOperations.STREAM_OF_SESSION, sessionId(context, name)))
                .orElseGet(() -> Ask.of(EventOperations.STREAM))
                .query("follow", Boolean.toString(given(follow)))
                .query("since", begin.orElse(given(follow) ? "now" : "start"));

        var text = new EventText(context);
        context.api().events(ask, Optional.empty()).each(given(follow), event -> print(context, text, event));
        return Exit.OK;
    }

    /** By id from the first on: a session may be renamed while it is followed. */
    private static String sessionId(Context context, String name) {
        return context.api().ask(Ask.of(SessionOperations.GET, name)).fields().text("id");
    }

    private static String cursor(String given) {
        if (!given.matches("[A-Za-z0-9_.~=-]{1,200}")) {
            throw Failure.usage("--since '%s' is not an event's id: take one from tagma events --json, or start"
                    .formatted(Values.shown(given)));
        }
        return given;
    }

    private static void print(Context context, EventText text, ServerEvent event) {
        String data = event.data().orElseThrow();
        Fields fields = Fields.parse(data);
        if (event.type().equals("gap")) {
            text.gap(fields);
        } else if (context.json()) {
            context.talk().printJson(data);
        } else {
            text.print(fields);
        }
    }
}

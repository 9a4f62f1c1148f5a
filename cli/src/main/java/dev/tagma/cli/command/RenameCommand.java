package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma rename}. */
final class RenameCommand implements Command {

    private final PositionalParamSpec session = argument(0, "ID", "1", "The session's handle or id.");
    private final PositionalParamSpec handle =
            argument(1, "HANDLE", "0..1", "Its new handle: lower-case letters, digits and hyphens.");
    private final OptionSpec title = value("TEXT", "What it is about.", "--title");

    @Override
    public List<String> help() {
        return List.of("Gives a session another handle or title. Its worktree and branch keep their names.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(session, handle, title);
    }

    @Override
    public Exit run(Context context) {
        String name = Values.name(text(session).orElseThrow(), "session");
        Optional<String> newHandle = text(handle).map(given -> Values.name(given, "handle"));
        if (newHandle.isEmpty() && text(title).isEmpty()) {
            throw Failure.usage("there is nothing to change: give a HANDLE, or --title");
        }
        // By id: asked again after a cut connection, the old handle is nobody's any more.
        Standing before = Standing.of(
                context.api().ask(Ask.of(SessionOperations.GET, name)).fields());
        Answer changed = context.api()
                .ask(Ask.of(SessionOperations.CHANGE, before.id())
                        .body(new Ask.Body().with("handle", newHandle).with("title", text(title)))
                        .mayBeRepeated());
        if (context.json()) {
            context.talk().printJson(changed.json());
            return Exit.OK;
        }
        String now = changed.fields().text("title");
        context.talk()
                .print(
                        Span.of(before.handle() + " is "),
                        Span.of(changed.fields().text("handle"), Style.NAME),
                        Span.of(now.isEmpty() ? "" : "  " + now, Style.QUIET));
        return Exit.OK;
    }
}

package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.text;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma group mv}. */
final class GroupMvCommand implements Command {

    private final PositionalParamSpec from = argument(0, "GROUP", "1", "The group to move, such as team/api.");
    private final PositionalParamSpec to = argument(1, "NEW", "1", "Its new path; / puts its sessions into the root.");

    @Override
    public List<String> help() {
        return List.of(
                "Moves a group, with all sessions in it and below, to another path of the tree.",
                "Nothing else of the sessions changes, and none is disturbed.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(from, to);
    }

    @Override
    public Exit run(Context context) {
        String path = Values.group(text(to).orElseThrow());
        Group group = Group.find(context, text(from).orElseThrow());
        for (Standing session : group.sessions()) {
            Answer changed = context.api()
                    .ask(Ask.of(SessionOperations.CHANGE, session.id())
                            .body(new Ask.Body().with("group", group.moved(session, path)))
                            .mayBeRepeated());
            if (context.json()) {
                context.talk().printJson(changed.json());
            } else {
                String now = changed.fields().text("group");
                context.talk()
                        .print(
                                Span.of(session.handle(), Style.NAME),
                                Span.of("  " + (now.isEmpty() ? "/" : now), Style.QUIET));
            }
        }
        return Exit.OK;
    }
}

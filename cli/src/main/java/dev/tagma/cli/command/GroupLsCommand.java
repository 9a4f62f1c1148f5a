package dev.tagma.cli.command;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import dev.tagma.wire.operation.SessionOperations;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;

/** {@code tagma group ls}. */
final class GroupLsCommand implements Command {

    @Override
    public List<String> help() {
        return List.of("Lists the groups that hold sessions, in them or below.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of();
    }

    @Override
    public Exit run(Context context) {
        Answer answer = context.api().ask(Ask.of(SessionOperations.GROUPS));
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        List<Fields> groups = answer.fields().objects("groups");
        if (groups.isEmpty()) {
            context.talk().hint("no session is in a group; tagma create -g GROUP, or tagma group mv, puts one there");
            return Exit.OK;
        }
        var table = new Table();
        groups.forEach(group -> table.row(row(group)));
        context.talk().print(table);
        return Exit.OK;
    }

    private static Span[] row(Fields group) {
        String doing = Stream.of(
                        some(group.whole("working"), "working"), some(group.whole("waiting"), "waiting for somebody"))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
        Span name = Span.of(group.text("path"), Style.NAME);
        Span count = Span.of(counted(group.whole("sessions"), "session", "sessions"));
        return doing.isEmpty()
                ? new Span[] {name, count}
                : new Span[] {name, count, Span.of(doing, group.whole("waiting") > 0 ? Style.ASKING : Style.BUSY)};
    }

    private static String counted(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private static String some(long count, String what) {
        return count == 0 ? "" : count + " " + what;
    }
}

package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.text;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Ago;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import dev.tagma.cli.talk.Talk;
import dev.tagma.wire.operation.WorkOperations;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma rescue show}. */
final class RescueShowCommand implements Command {

    private final PositionalParamSpec rescue = argument(0, "RESCUE", "1", "A rescue's id, or a beginning of it.");

    @Override
    public List<String> help() {
        return List.of(
                "Shows what a rescue holds: type, mode and size of every path, and what was not saved.",
                "With --json, the whole manifest: times and hashes too.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(rescue);
    }

    @Override
    public Exit run(Context context) {
        Answer answer = context.api()
                .ask(Ask.of(WorkOperations.RESCUE, Values.name(text(rescue).orElseThrow(), "rescue")));
        if (context.json()) {
            context.talk().printJson(answer.json());
        } else {
            show(context.talk(), answer.fields(), context.clock().instant());
        }
        return Exit.OK;
    }

    private static void show(Talk talk, Fields detail, Instant now) {
        Fields rescue = detail.object("rescue");
        talk.print(Span.of(rescue.text("id"), Style.NAME));
        var table = new Table();
        table.row(label("of"), Span.of(rescue.text("path")));
        table.row(label("made"), Span.of(Ago.point(rescue.time("at"), now) + ", " + rescue.text("reason")));
        table.row(
                label("holds"), Span.of(Sizes.files(rescue.whole("files")) + ", " + Sizes.text(rescue.whole("bytes"))));
        table.row(label("kept in"), Span.of(rescue.text("store")));
        table.row(label("at"), Span.of(rescue.text("ref")));
        rescue.objects("listed")
                .forEach(one -> table.row(
                        label("not saved"),
                        Span.of(
                                "%s  %s, %s"
                                        .formatted(
                                                one.text("path"), Sizes.text(one.whole("bytes")), one.text("reason")),
                                Style.ASKING)));
        talk.print(table);
        talk.print("");
        var paths = new Table();
        detail.text("manifest")
                .lines()
                .flatMap(line -> SavedPath.of(line).stream())
                .forEach(path -> paths.row(path.row()));
        talk.print(paths);
    }

    private static Span label(String text) {
        return Span.of(text, Style.QUIET);
    }
}

package dev.tagma.cli.command;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Ago;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import dev.tagma.wire.operation.WorkOperations;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/** {@code tagma rescue ls}. */
final class RescueLsCommand implements Command {

    @Override
    public List<String> help() {
        return List.of("Lists everything that was saved of workspaces, newest first.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of();
    }

    @Override
    public Exit run(Context context) {
        Answer answer = context.api().ask(Ask.of(WorkOperations.RESCUES));
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        List<Fields> rescues = answer.fields().objects("rescues");
        if (rescues.isEmpty()) {
            context.talk().hint("nothing was saved yet");
            return Exit.OK;
        }
        Instant now = context.clock().instant();
        var table = new Table();
        rescues.forEach(rescue -> table.row(
                Span.of(rescue.text("id"), Style.NAME),
                Span.of(Ago.point(rescue.time("at"), now), Style.QUIET),
                Span.of(Sizes.files(rescue.whole("files"))),
                Span.of(Sizes.text(rescue.whole("bytes"))),
                Span.of(rescue.text("reason")),
                Span.of(rescue.text("path"), Style.QUIET)));
        context.talk().print(table);
        return Exit.OK;
    }
}

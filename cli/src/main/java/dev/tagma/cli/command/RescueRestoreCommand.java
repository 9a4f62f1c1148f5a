package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.text;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.operation.WorkOperations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma rescue restore}. */
final class RescueRestoreCommand implements Command {

    /** Every byte is written, read back and compared; only a daemon that hangs takes so much. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final PositionalParamSpec rescue = argument(0, "RESCUE", "1", "A rescue's id, or a beginning of it.");
    private final PositionalParamSpec into = argument(
            1, "DIR", "0..1", "An empty or new directory; if absent, the workspace that the rescue was made of.");

    @Override
    public List<String> help() {
        return List.of(
                "Brings every byte and mode of a rescue back into a directory.",
                "Where that is the workspace it was made of and holds anything, that is saved first.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(rescue, into);
    }

    @Override
    public Exit run(Context context) {
        String name = Values.name(text(rescue).orElseThrow(), "rescue");
        Optional<String> directory = text(into).map(given -> directory(context, given));
        context.talk().progress("looking for " + name);
        Fields found =
                context.api().ask(Ask.of(WorkOperations.RESCUE, name)).fields().object("rescue");
        context.talk().progress("restoring " + found.text("id"));
        Answer restored = context.api()
                .ask(Ask.of(WorkOperations.RESTORE, found.text("id"))
                        .body(new Ask.Body().with("into", directory.orElseGet(() -> found.text("path"))))
                        .within(LIMIT));
        if (context.json()) {
            context.talk().printJson(restored.json());
        } else {
            RescueText.restored(context.talk(), "restored", restored.fields());
        }
        return Exit.OK;
    }

    private static String directory(Context context, String given) {
        if (given.isEmpty()) {
            throw Failure.usage("'' is not a directory: name one, or leave it out");
        }
        return Values.path(context.workingDirectory(), given).toString();
    }
}

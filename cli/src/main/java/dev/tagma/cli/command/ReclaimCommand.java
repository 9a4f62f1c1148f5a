package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.operation.WorkOperations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tagma reclaim}. */
final class ReclaimCommand implements Command {

    /** Every one is saved byte by byte first; only a daemon that hangs takes so much. */
    private static final Duration LIMIT = Duration.ofHours(2);

    private final OptionSpec yes = flag("Take them away; otherwise they are only listed.", "-y", "--yes");
    private final OptionSpec ignored = flag(
            "Also those with caches and large ignored files, such as node_modules, which a rescue lists and does not save.",
            "--ignored");

    @Override
    public List<String> help() {
        return List.of(
                "Lists the worktrees of sessions, and which nobody needs: the agent does not run, all is committed, and every"
                        + " commit is merged or on a remote.",
                "With --yes those are saved and taken away. What is not surely so stays, with the reason. The sessions stay;"
                        + " starting one makes its worktree anew.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(yes, ignored);
    }

    @Override
    public Exit run(Context context) {
        if (given(yes)) {
            context.talk().progress("saving what is taken away");
        }
        Answer answer = context.api()
                .ask(Ask.of(WorkOperations.RECLAIM)
                        .body(new Ask.Body()
                                .with("apply", Json.of(given(yes)))
                                .with("ignored", Json.of(given(ignored))))
                        .within(LIMIT));
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        List<Fields> trees = answer.fields().objects("trees");
        if (trees.isEmpty()) {
            context.talk().hint("there is no worktree that Tagma made");
            return Exit.OK;
        }
        var table = new Table();
        trees.forEach(tree -> table.row(
                Span.of(tree.text("handle"), Style.NAME),
                Span.of(tree.optionalWhole("bytes").map(Sizes::text).orElse("?")),
                verdict(tree),
                Span.of(tree.text("path"), Style.QUIET)));
        context.talk().print(table);
        sum(context, trees);
        return Exit.OK;
    }

    private static Span verdict(Fields tree) {
        Optional<String> stays = tree.optionalText("stays");
        return stays.map(reason -> Span.of("stays: " + reason))
                .orElseGet(() -> Span.of(
                        tree.optionalObject("rescue")
                                .map(rescue -> "gone, saved as " + rescue.text("id"))
                                .orElse("may go"),
                        Style.GOOD));
    }

    private void sum(Context context, List<Fields> trees) {
        List<Fields> goes = trees.stream()
                .filter(tree -> tree.optionalText("stays").isEmpty())
                .toList();
        if (goes.isEmpty()) {
            return;
        }
        String size = Sizes.text(goes.stream()
                .mapToLong(tree -> tree.optionalWhole("bytes").orElse(0L))
                .sum());
        context.talk()
                .say(
                        given(yes)
                                ? "freed " + size
                                : "nothing was taken away; tagma reclaim --yes frees " + size
                                        + ", saving all of it first");
    }
}

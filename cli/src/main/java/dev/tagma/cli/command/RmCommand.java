package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.arguments;
import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.texts;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Talk;
import dev.tagma.wire.operation.Force;
import dev.tagma.wire.operation.SessionOperations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma rm}. */
final class RmCommand implements Command {

    /** Saving a large tree byte by byte takes its time; only a daemon that hangs takes so much. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final PositionalParamSpec sessions = arguments(0, "ID", "1..*", "Handles or ids of sessions.");
    private final OptionSpec force = value(
            "WORD",
            "dirty: remove although work is neither committed nor pushed; it is saved. all: also ignored files that are"
                    + " too large to be saved.",
            "--force");
    private final OptionSpec keep = flag("Leave the directory where it is.", "--keep-workspace");

    @Override
    public List<String> help() {
        return List.of(
                "Removes sessions: stops the agent, saves everything of the workspace, says where, removes what Tagma made.",
                "Refuses a workspace with work that is neither committed nor pushed, unless --force allows it.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(sessions, force, keep);
    }

    @Override
    public Exit run(Context context) {
        Optional<String> permitted = Values.choice(force, Force.values());
        List<String> names = texts(sessions).stream()
                .map(name -> Values.name(name, "session"))
                .distinct()
                .toList();
        Exit worst = Exit.OK;
        for (String name : names) {
            try {
                remove(context, name, permitted);
            } catch (Failure refused) {
                Failure said = withNextStep(refused, name);
                if (names.size() == 1 || said.exit() == Exit.TRANSPORT) {
                    throw said;
                }
                context.fail(said);
                worst = said.exit();
            }
        }
        return worst;
    }

    private void remove(Context context, String name, Optional<String> permitted) {
        context.talk().progress("saving the work of " + name);
        // By id: when it is asked again after a cut connection, its handle may already be another session's.
        Standing session = Standing.of(
                context.api().ask(Ask.of(SessionOperations.GET, name)).fields());
        Ask ask = Ask.of(SessionOperations.REMOVE, session.id())
                .query("keepWorkspace", Boolean.toString(given(keep)))
                .within(LIMIT)
                .mayBeRepeated();
        try {
            Answer removed = context.api()
                    .ask(permitted.map(word -> ask.query("force", word)).orElse(ask));
            if (context.json()) {
                context.talk().printJson(removed.json());
            } else {
                tell(context.talk(), removed.fields());
            }
        } catch (Failure refused) {
            if (!(refused.afterRepeat() && refused.code().equals("not_found"))) {
                throw refused;
            }
            throw Failure.of(
                    Exit.TRANSPORT,
                    "%s is removed and its work is saved, but the connection was cut before the daemon could say where: see tagma events"
                            .formatted(session.handle()));
        }
    }

    private static void tell(Talk talk, Fields removed) {
        String directory = removed.flag("workspaceRemoved") ? "" : "; its directory is kept";
        talk.print(Span.of("removed ", Style.GOOD), Span.of(removed.text("handle"), Style.NAME), Span.of(directory));
        removed.optionalObject("rescue").ifPresent(rescue -> {
            talk.print("  saved %d files, %s, as %s"
                    .formatted(rescue.whole("files"), Sizes.text(rescue.whole("bytes")), rescue.text("id")));
            talk.print("  in " + rescue.text("store") + " at " + rescue.text("ref"));
            List<Fields> listed = rescue.objects("listed");
            if (!listed.isEmpty()) {
                talk.print(Span.of("  not saved: %d ignored files or caches".formatted(listed.size()), Style.ASKING));
            }
        });
    }

    private static Failure withNextStep(Failure refused, String name) {
        if (!refused.code().equals("unsaved_work") || refused.sentence().contains("--force")) {
            return refused;
        }
        return refused.saying(
                "%s (tagma rm --force dirty %s saves and removes it)".formatted(refused.sentence(), name));
    }
}

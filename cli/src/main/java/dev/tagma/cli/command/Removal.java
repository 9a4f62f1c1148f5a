package dev.tagma.cli.command;

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
import java.util.function.Supplier;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Removes sessions, the one like the other: each saves its work first, and tells where. */
final class Removal {

    /** Saving a large tree byte by byte takes its time; only a daemon that hangs takes so much. */
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final OptionSpec force = Words.value(
            "WORD",
            "dirty: remove although work is neither committed nor pushed; it is saved. all: also ignored files that are"
                    + " too large to be saved.",
            "--force");
    private final OptionSpec keep = Words.flag("Leave the directory where it is.", "--keep-workspace");

    List<ArgSpec> words() {
        return List.of(force, keep);
    }

    /** Which of a session's work may go although it is nowhere else; looked at before anything is asked. */
    Optional<String> permitted() {
        return Values.choice(force, Force.values());
    }

    /**
     * Removes what each of these is about. One that cannot be removed does not keep the others, unless the daemon cannot be
     * spoken with.
     */
    Exit all(Context context, List<Target> targets) {
        Optional<String> permitted = permitted();
        Exit worst = Exit.OK;
        for (Target target : targets) {
            try {
                remove(context, target, permitted);
            } catch (Failure refused) {
                Failure said = withNextStep(refused, target.name());
                if (targets.size() == 1 || said.exit() == Exit.TRANSPORT) {
                    throw said;
                }
                context.fail(said);
                worst = said.exit();
            }
        }
        return worst;
    }

    /**
     * A session that is to go.
     *
     * @param found looks it up: it is removed by its id, since its handle may be another session's when it is asked again
     *     after a cut connection
     */
    record Target(String name, Supplier<Standing> found) {

        /** Whatever has this name. */
        static Target named(Context context, String name) {
            return new Target(
                    name,
                    () -> Standing.of(context.api()
                            .ask(Ask.of(SessionOperations.GET, name))
                            .fields()));
        }

        /** This very session. */
        static Target of(Standing session) {
            return new Target(session.handle(), () -> session);
        }
    }

    private void remove(Context context, Target target, Optional<String> permitted) {
        context.talk().progress("saving the work of " + target.name());
        Standing session = target.found().get();
        Ask ask = Ask.of(SessionOperations.REMOVE, session.id())
                .query("keepWorkspace", Boolean.toString(Words.given(keep)))
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
        removed.optionalText("teardown").ifPresent(wrong -> talk.say(Span.of(wrong, Style.ASKING)));
        removed.optionalObject("rescue").ifPresent(rescue -> RescueText.saved(talk, rescue));
    }

    private static Failure withNextStep(Failure refused, String name) {
        if (!refused.code().equals("unsaved_work") || refused.sentence().contains("--force")) {
            return refused;
        }
        return refused.saying(
                "%s (tagma rm --force dirty %s saves and removes it)".formatted(refused.sentence(), name));
    }
}

package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.talk.Ago;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tagma kill}. */
final class KillCommand implements Command {

    private final OptionSpec all = flag("Every session.", "--all");
    private final OptionSpec older = value(
            "AGE",
            "Those whose status has not changed for so long, whenever they were created; one that has been at work for so"
                    + " long is among them. A number with s, m, h or d, such as 72h.",
            "--older-than");
    private final OptionSpec dry = flag("Say which those are and leave them alone.", "--dry-run");
    private final Removal removal = new Removal();

    @Override
    public List<String> help() {
        return List.of(
                "Removes many sessions at once, each as tagma rm does: its work is saved first, and it says where.",
                "Within an agent's pane its own session stays.");
    }

    @Override
    public List<ArgSpec> words() {
        var words = new ArrayList<ArgSpec>(List.of(all, older, dry));
        words.addAll(removal.words());
        return words;
    }

    @Override
    public Exit run(Context context) {
        Values.notBoth(all, older);
        Optional<Duration> age = Values.age(older);
        removal.permitted();
        if (age.isEmpty() && !given(all)) {
            throw Failure.usage("which ones is not said: give --all, or --older-than 72h");
        }
        Instant now = context.clock().instant();
        List<Standing> doomed = Listed.all(context).stream()
                .filter(session -> !Listed.own(context, session))
                .filter(session -> age.map(
                                least -> Duration.between(session.since(), now).compareTo(least) >= 0)
                        .orElse(true))
                .toList();
        if (given(dry)) {
            doomed.forEach(session -> show(context, session, now));
            return Exit.OK;
        }
        if (doomed.isEmpty()) {
            context.talk().hint("there is no such session");
        }
        return removal.all(context, doomed.stream().map(Removal.Target::of).toList());
    }

    private static void show(Context context, Standing session, Instant now) {
        if (context.json()) {
            context.printJson(session.all());
        } else {
            context.talk()
                    .print(
                            Span.of(session.handle(), Style.NAME),
                            Span.of("  "),
                            session.word(),
                            Span.of("  " + Ago.point(session.since(), now), Style.QUIET));
        }
    }
}

package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.text;

import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma trust}. */
final class TrustCommand implements Command {

    private final PositionalParamSpec place =
            argument(0, "DIR", "0..1", "A directory of the project; the current one if absent.");
    private final OptionSpec yes = flag("Trust them without being asked.", "-y", "--yes");

    @Override
    public List<String> help() {
        return List.of(
                "Shows the scripts that a project runs in its workspaces, and from where it clones submodules into them, and lets"
                        + " that be done once you agree.",
                "Not a byte of them may change after that; then they are to be trusted anew. Whoever trusts a script trusts"
                        + " whatever it runs as well.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(place, yes);
    }

    @Override
    public Exit run(Context context) {
        var trust = new ProjectTrust(
                context, Values.path(context.workingDirectory(), text(place).orElse("")));
        Fields found = trust.scripts();
        if (found.optionalText("hash").isEmpty()) {
            throw Failure.failed(
                    "the project names no script and no submodules in its .tagma/config.yaml: there is nothing to be trusted");
        }
        boolean already = found.flag("trusted");
        if (!already) {
            if (!given(yes)) {
                trust.show(found);
                require(context, trust);
            }
            trust.trust(found);
        }
        if (context.json()) {
            context.printJson(trust.scripts());
        } else {
            context.talk()
                    .print(
                            Span.of(already ? "trusted already " : "trusted ", Style.GOOD),
                            Span.of(found.text("project"), Style.NAME),
                            Span.of("  " + found.text("hash").substring(0, 12), Style.QUIET));
        }
        return Exit.OK;
    }

    private static void require(Context context, ProjectTrust trust) {
        if (!context.talk().withPerson()) {
            throw Failure.usage("nobody can be asked here: look at the scripts above, then say tagma trust --yes");
        }
        if (!trust.agreed()) {
            throw Failure.failed("the scripts are not trusted: nothing has changed");
        }
    }
}

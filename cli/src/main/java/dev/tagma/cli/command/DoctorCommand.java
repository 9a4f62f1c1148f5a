package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.doctor.Examination;
import dev.tagma.cli.doctor.Finding;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import dev.tagma.wire.daemon.CheckState;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.operation.DaemonOperations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tagma doctor}. */
final class DoctorCommand implements Command {

    private final OptionSpec fix = flag("Put right what can be put right without harm.", "--fix");

    @Override
    public List<String> help() {
        return List.of(
                "Looks at everything that Tagma needs, and says of what is wrong what to do about it.",
                "Starts the daemon if none runs: that it starts is one of the things to be known.",
                "Ends with 1 if something is wrong that Tagma cannot work with.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(fix);
    }

    @Override
    public Exit run(Context context) {
        List<Check> checks = new ArrayList<>();
        examination(context)
                .findings()
                .forEach(finding -> checks.add(given(fix) ? repaired(finding) : Check.of(finding)));
        context.talk().progress("asking the daemon");
        checks.addAll(daemon(context));
        boolean ok = checks.stream().noneMatch(check -> check.state() == CheckState.FAILED);
        if (context.json()) {
            context.printJson(new Fields(json(ok, checks)));
        } else {
            print(context, checks);
        }
        return ok ? Exit.OK : Exit.FAILED;
    }

    private static Examination examination(Context context) {
        Path userHome = Path.of(context.environment().getOrDefault("HOME", "/"));
        return new Examination(
                context.api().daemon(),
                context.environment(),
                userHome,
                Runtime.version().toString());
    }

    /** @param fixed whether it was put right just now */
    private record Check(String name, CheckState state, String found, Optional<String> advice, boolean fixed) {

        static Check of(Finding finding) {
            return new Check(finding.name(), finding.state(), finding.found(), finding.advice(), false);
        }
    }

    private static Check repaired(Finding finding) {
        if (finding.repair().isEmpty()) {
            return Check.of(finding);
        }
        try {
            finding.repair().get().run();
            return new Check(finding.name(), CheckState.OK, finding.found(), Optional.empty(), true);
        } catch (IOException refused) {
            return new Check(
                    finding.name(),
                    CheckState.FAILED,
                    finding.found() + "; it could not be put right: " + refused.getMessage(),
                    finding.advice(),
                    false);
        }
    }

    /** What the daemon says of itself and of what only it knows. */
    private static List<Check> daemon(Context context) {
        List<Check> checks = new ArrayList<>();
        try {
            Fields version = context.api().ask(Ask.of(DaemonOperations.VERSION)).fields();
            Fields examined = context.api().ask(Ask.of(DaemonOperations.DOCTOR)).fields();
            checks.add(version(version.text("version")));
            examined.objects("checks").forEach(each -> checks.add(of(each)));
        } catch (Failure unheard) {
            String why = String.join("; ", unheard.more());
            checks.add(new Check(
                    "daemon",
                    CheckState.FAILED,
                    unheard.sentence() + (why.isEmpty() ? "" : ": " + why),
                    Optional.of("put right what it says, then look again"),
                    false));
        }
        return checks;
    }

    private static Check version(String running) {
        String own = VersionCommand.own();
        return running.equals(own)
                ? new Check("daemon", CheckState.OK, "runs, version " + running, Optional.empty(), false)
                : new Check(
                        "daemon",
                        CheckState.WARNING,
                        "runs, version %s; this command is %s".formatted(running, own),
                        Optional.of("tagma down ends it; the next command starts the new one, agents go on"),
                        false);
    }

    private static Check of(Fields check) {
        return new Check(
                check.text("name"),
                CheckState.valueOf(check.text("state").toUpperCase(Locale.ROOT)),
                check.text("found"),
                check.optionalText("advice"),
                false);
    }

    private static void print(Context context, List<Check> checks) {
        var table = new Table();
        for (Check check : checks) {
            table.row(word(check), Span.of(check.name(), Style.NAME), Span.of(check.found()));
            check.advice()
                    .ifPresent(advice -> table.row(Span.of(""), Span.of(""), Span.of("→ " + advice, Style.ASKING)));
        }
        context.talk().print(table);
    }

    private static Span word(Check check) {
        if (check.fixed()) {
            return Span.of("fixed", Style.GOOD);
        }
        return switch (check.state()) {
            case OK -> Span.of("ok", Style.GOOD);
            case WARNING -> Span.of("warning", Style.ASKING);
            case FAILED -> Span.of("failed", Style.BAD);
        };
    }

    private static JsonObject json(boolean ok, List<Check> checks) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("ok", Json.of(ok));
        members.put("checks", Json.of(checks.stream().map(DoctorCommand::json).toList()));
        return new JsonObject(members);
    }

    private static JsonObject json(Check check) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("name", Json.of(check.name()));
        members.put("state", Json.of(Values.wire(check.state())));
        members.put("found", Json.of(check.found()));
        members.put("advice", check.advice().<Json>map(Json::of).orElse(Json.NULL));
        members.put("fixed", Json.of(check.fixed()));
        return new JsonObject(members);
    }
}

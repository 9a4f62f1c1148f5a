package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import dev.tagma.core.usage.UsageBy;
import dev.tagma.wire.operation.UsageOperations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tagma usage}. */
final class UsageCommand implements Command {

    private static final BigDecimal LEAST_SHOWN = new BigDecimal("0.01");

    private final OptionSpec by =
            value("WHAT", "Sum up by session, group, agent, model, day, or by turn with --session.", "--by");
    private final OptionSpec since = value("DAY", "Only from this day on, such as 2026-11-01, in UTC.", "--since");
    private final OptionSpec until = value("DAY", "Only to this day, with it, in UTC.", "--until");
    private final OptionSpec session = value("ID", "Only of this session.", "--session");
    private final OptionSpec group = value("GROUP", "Only of this group and those below it.", "-g", "--group");

    @Override
    public List<String> help() {
        return List.of(
                "Says what agents used, in their own figures, and what it cost at the vendors' standard rates.",
                "What has no known price is said to have none; prices.yaml beside config.yaml adds prices.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(by, since, until, session, group);
    }

    @Override
    public Exit run(Context context) {
        String what = Values.choice(by, UsageBy.values()).orElse("session");
        Optional<String> only = text(session).map(name -> Values.name(name, "session"));
        if (what.equals("turn") && only.isEmpty()) {
            throw Failure.usage("--by turn counts within a session: give --session too");
        }
        Ask ask = Ask.of(UsageOperations.USAGE).query("by", what);
        ask = with(ask, "since", day(since));
        ask = with(ask, "until", day(until));
        ask = with(ask, "session", only);
        ask = with(ask, "group", text(group));
        Answer answer = context.api().ask(ask);
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        print(context, what, answer.fields());
        return Exit.OK;
    }

    private static Ask with(Ask ask, String name, Optional<String> value) {
        return value.map(given -> ask.query(name, given)).orElse(ask);
    }

    private static Optional<String> day(OptionSpec option) {
        return text(option).map(given -> {
            if (!given.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
                throw Failure.usage("%s '%s' is not a day: give one such as 2026-11-30"
                        .formatted(option.longestName(), Values.shown(given)));
            }
            return given;
        });
    }

    private static void print(Context context, String what, Fields usage) {
        List<Fields> rows = usage.objects("rows");
        if (rows.isEmpty()) {
            context.talk().hint("nothing was used, as far as agents have told");
            return;
        }
        var table = new Table()
                .row(
                        quiet(what.toUpperCase(java.util.Locale.ROOT)),
                        quiet("INPUT"),
                        quiet("OUTPUT"),
                        quiet("CACHE READ"),
                        quiet("CACHE WRITE"),
                        quiet("REASONING"),
                        quiet("COST"));
        rows.forEach(row -> table.row(row(row, name(what, row.text("name")))));
        if (rows.size() > 1) {
            table.row(row(usage.object("total"), "total"));
        }
        context.talk().print(table);
        var unpriced = new TreeSet<>(usage.object("total").texts("unpricedModels"));
        if (!unpriced.isEmpty()) {
            context.talk()
                    .hint(usage.object("total").whole("unpricedTokens") + " tokens of "
                            + String.join(", ", unpriced) + " have no known price in the table "
                            + usage.text("prices") + ", and are in no cost; prices.yaml beside config.yaml can add it");
        }
    }

    private static String name(String what, String name) {
        return !name.isEmpty() ? name : what.equals("turn") ? "(of no turn)" : "(no " + what + ")";
    }

    private static Span[] row(Fields row, String name) {
        Fields tokens = row.object("tokens");
        return new Span[] {
            Span.of(name, Style.NAME),
            count(tokens.whole("input")),
            count(tokens.whole("output")),
            count(tokens.whole("cacheRead")),
            count(tokens.whole("cacheWrite") + tokens.whole("cacheWriteLong")),
            count(tokens.whole("reasoning")),
            cost(row)
        };
    }

    private static Span count(long tokens) {
        return Span.of(Long.toString(tokens), tokens == 0 ? Style.QUIET : Style.PLAIN);
    }

    private static Span cost(Fields row) {
        boolean whole = row.whole("unpricedTokens") == 0;
        return row.optionalText("dollars")
                .map(dollars -> Span.of(shown(new BigDecimal(dollars)) + (whole ? "" : " and what is unknown")))
                .orElseGet(() -> Span.of("unknown", Style.ASKING));
    }

    /** To the cent; what is less than one is not nothing. */
    private static String shown(BigDecimal dollars) {
        return dollars.signum() > 0 && dollars.compareTo(LEAST_SHOWN) < 0
                ? "<$0.01"
                : "$" + dollars.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    private static Span quiet(String text) {
        return Span.of(text, Style.QUIET);
    }
}

package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Ago;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import dev.tagma.cli.talk.Talk;
import dev.tagma.wire.json.Json.JsonString;
import dev.tagma.wire.operation.SessionOperations;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma explain}. */
final class ExplainCommand implements Command {

    private final PositionalParamSpec session =
            argument(0, "ID", "0..1", "The session's handle or id; within an agent's pane its own if absent.");

    @Override
    public List<String> help() {
        return List.of(
                "Explains a status: the rule that decided, the facts it used, all facts that are known and how old they"
                        + " are, which sources work, and what each rule said.",
                "Where a status is wrong, this with --json belongs into the report.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(session);
    }

    @Override
    public Exit run(Context context) {
        Answer answer = context.api().ask(Ask.of(SessionOperations.EXPLAIN, Names.sessionOrOwn(session, context)));
        if (context.json()) {
            context.talk().printJson(answer.json());
        } else {
            explain(context.talk(), answer.fields(), context.clock().instant());
        }
        return Exit.OK;
    }

    private static void explain(Talk talk, Fields explained, Instant now) {
        Fields status = explained.object("status");
        talk.print(
                Standing.word(
                        status.text("lifecycle"),
                        status.optionalText("activity").orElse("")),
                Span.of("  " + status.text("reason")));
        talk.print(Span.of(
                "%s confidence by rule %s, since %s"
                        .formatted(
                                status.text("confidence"), status.text("rule"), Ago.point(status.time("since"), now)),
                Style.QUIET));
        head(talk, "evidence");
        talk.print(rows(explained.objects("evidence"), now));
        head(talk, "all facts");
        var facts = new Table();
        explained.objects("facts").forEach(fact -> fact(facts, "", fact, now));
        talk.print(facts);
        head(talk, "sources");
        var carriers = new Table();
        explained
                .object("carriers")
                .object()
                .members()
                .forEach((name, state) -> carriers.row(
                        Span.of("  " + name.replace('_', ' ')),
                        Span.of(state instanceof JsonString(String text) ? text : "")));
        talk.print(carriers);
        head(talk, "rules, in their order");
        explained.texts("rules").forEach(rule -> talk.print(rule(rule, status.text("rule"))));
    }

    private static Span rule(String said, String decided) {
        return said.equals(decided) ? Span.of("> " + said, Style.NAME) : Span.of("  " + said);
    }

    private static Table rows(List<Fields> evidence, Instant now) {
        var table = new Table();
        evidence.forEach(one -> fact(table, one.text("role"), one.object("fact"), now));
        return table;
    }

    private static void fact(Table table, String role, Fields fact, Instant now) {
        table.row(
                Span.of("  " + role),
                Span.of(fact.text("source").replace('_', ' ')),
                Span.of(fact.text("question")),
                Span.of(fact.text("reading"), Style.NAME),
                Span.of("seen " + Ago.point(fact.time("observedAt"), now), Style.QUIET),
                Span.of(fact.text("reach"), Style.QUIET),
                Span.of(fact.text("detail")));
    }

    private static void head(Talk talk, String text) {
        talk.print("");
        talk.print(Span.of(text, Style.QUIET));
    }
}

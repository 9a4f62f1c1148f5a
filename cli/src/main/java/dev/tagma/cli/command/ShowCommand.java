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
import dev.tagma.wire.operation.RequestOperations;
import dev.tagma.wire.operation.SessionOperations;
import dev.tagma.wire.operation.WorkOperations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma show}. */
final class ShowCommand implements Command {

    private final PositionalParamSpec session =
            argument(0, "ID", "0..1", "The session's handle or id; within an agent's pane its own if absent.");

    @Override
    public List<String> help() {
        return List.of("Shows a session: what it does and why that is believed, where it works and what it asks.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(session);
    }

    @Override
    public Exit run(Context context) {
        Answer answer = context.api().ask(Ask.of(SessionOperations.GET, Names.sessionOrOwn(session, context)));
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        Standing standing = Standing.of(answer.fields());
        Fields explained = context.api()
                .ask(Ask.of(SessionOperations.EXPLAIN, standing.id()))
                .fields();
        Optional<Fields> disk = Optional.of(standing)
                .filter(found -> found.all().object("workspace").flag("owned"))
                .map(found -> context.api()
                        .ask(Ask.of(WorkOperations.DISK_USE, found.id()))
                        .fields());
        Instant now = context.clock().instant();
        show(context.talk(), standing, explained, disk, now);
        if (!standing.all().objects("openRequests").isEmpty()) {
            Fields requests = context.api()
                    .ask(Ask.of(RequestOperations.LIST_OF_SESSION, standing.id()))
                    .fields();
            new RequestText(context.talk(), now).print(requests.objects("requests"), standing.handle());
        }
        return Exit.OK;
    }

    private static void show(Talk talk, Standing standing, Fields explained, Optional<Fields> disk, Instant now) {
        Fields all = standing.all();
        talk.print(
                Span.of(standing.handle(), Style.NAME),
                Span.of(all.text("title").isEmpty() ? "" : "  " + all.text("title")));
        var table = new Table();
        table.row(label("status"), standing.word());
        Names.nonEmpty(standing.reason()).ifPresent(reason -> table.row(label("reason"), Span.of(reason)));
        table.row(label("since"), Span.of(Ago.point(standing.since(), now)));
        all.optionalTime("until").ifPresent(until -> table.row(label("until"), Span.of(Ago.point(until, now))));
        standing.attention(now).forEach(one -> table.row(label("attention"), Span.of(one, Style.ASKING)));
        table.row(label("founded"), Span.of(all.text("confidence") + " confidence, rule " + all.text("rule")));
        explained.objects("evidence").forEach(one -> table.row(label("evidence"), Span.of(evidence(one, now))));
        all.optionalObject("turn")
                .ifPresent(turn -> table.row(label("turn"), Span.of(turn.whole("number") + ", " + turn.text("state"))));
        if (all.whole("queued") > 0) {
            table.row(label("inbox"), Span.of(all.whole("queued") + " waiting"));
        }
        place(table, all, disk.flatMap(use -> use.optionalWhole("bytes")));
        table.row(label("created"), Span.of(Ago.point(all.time("createdAt"), now)));
        table.row(label("id"), Span.of(standing.id()));
        talk.print(table);
    }

    private static void place(Table table, Fields all, Optional<Long> bytes) {
        table.row(label("agent"), Span.of(agent(all)));
        if (all.text("afterLimit").equals("continue")) {
            table.row(label("after limit"), Span.of("it is told to go on"));
        }
        all.optionalText("runtime").ifPresent(runtime -> runtime(table, runtime, all.text("agent")));
        all.optionalText("agentSessionId").ifPresent(own -> table.row(label("conversation"), Span.of(own)));
        Fields workspace = all.object("workspace");
        String branch =
                workspace.optionalText("branch").map(name -> ", branch " + name).orElse("");
        table.row(
                label("workspace"),
                Span.of(workspace.text("kind") + " " + workspace.text("path") + branch + from(workspace)));
        workspace.objects("repositories").forEach(one -> table.row(label("repository"), Span.of(repository(one))));
        bytes.ifPresent(size -> table.row(label("takes"), Span.of(Sizes.text(size))));
        workspace
                .optionalObject("ports")
                .ifPresent(ports -> ports.object()
                        .members()
                        .keySet()
                        .forEach(name -> table.row(label("port"), Span.of(name + "=" + ports.text(name)))));
        all.optionalObject("sandbox")
                .ifPresentOrElse(
                        sandbox -> sandbox(table, sandbox),
                        () -> table.row(
                                label("sandbox"), Span.of("none: the agent can do whatever you can", Style.QUIET)));
        Names.nonEmpty(all.text("group")).ifPresent(group -> table.row(label("group"), Span.of(group)));
        if (!all.texts("tags").isEmpty()) {
            table.row(label("tags"), Span.of(String.join(", ", all.texts("tags"))));
        }
        all.optionalText("parent").ifPresent(parent -> table.row(label("parent"), Span.of(parent)));
        all.optionalText("forkedFrom").ifPresent(origin -> table.row(label("forked from"), Span.of(origin)));
        all.optionalText("handedFrom").ifPresent(former -> table.row(label("took over"), Span.of(former)));
        all.optionalText("handedTo").ifPresent(heir -> table.row(label("handed to"), Span.of(heir)));
    }

    /** What is wanted is not what holds: before a start nothing does. */
    private static void sandbox(Table table, Fields sandbox) {
        String image =
                sandbox.optionalText("image").map(name -> ", image " + name).orElse("");
        boolean started = !sandbox.texts("enforced").isEmpty();
        table.row(
                label("sandbox"),
                Span.of(sandbox.text("kind") + image + (started ? "" : ", once it is started"), Style.PLAIN));
        sandbox.texts("enforced").forEach(one -> table.row(label("enforced"), Span.of(one)));
        sandbox.texts("open").forEach(one -> table.row(label("not enforced"), Span.of(one)));
    }

    private static void runtime(Table table, String runtime, String agent) {
        switch (runtime) {
            case "pty" -> table.row(label("runtime"), Span.of("pty: it ends with the daemon, however that ends"));
            case "adopted" -> {
                table.row(label("runtime"), Span.of("a pane that Tagma did not start, and neither resizes nor ends"));
                table.row(label("not known"), Span.of("its mode, its model, and what it was called with"));
                table.row(
                        label("not known"),
                        Span.of(
                                agent.equals("pane")
                                        ? "which program it is, what it does, and where it is spoken to: messages are"
                                                + " held"
                                        : "what it asks, but by its screen: no hook of Tagma's is in it, so attach and"
                                                + " answer"));
            }
            default -> table.row(label("runtime"), Span.of(runtime));
        }
    }

    private static String repository(Fields one) {
        return one.text("name") + ", " + one.text("kind")
                + one.optionalText("repository").map(home -> " of " + home).orElse("")
                + from(one);
    }

    private static String from(Fields place) {
        return place.optionalText("base")
                .map(commit -> ", from " + commit.substring(0, Math.min(12, commit.length())))
                .orElse("");
    }

    private static String agent(Fields all) {
        String model = all.optionalText("model").map(name -> ", model " + name).orElse("");
        String mode =
                all.optionalText("runtime").filter("adopted"::equals).isPresent() ? "" : ", mode " + all.text("mode");
        return all.text("agent") + " by " + all.text("driver") + mode + model;
    }

    private static String evidence(Fields one, Instant now) {
        Fields fact = one.object("fact");
        String seen = Optional.of(fact.text("detail"))
                .filter(detail -> !detail.isEmpty())
                .map(detail -> " (" + detail + ")")
                .orElse("");
        return one.text("role") + ": " + fact.text("source").replace('_', ' ') + " says " + fact.text("reading") + seen
                + ", " + Ago.point(fact.time("observedAt"), now);
    }

    private static Span label(String text) {
        return Span.of(text, Style.QUIET);
    }
}

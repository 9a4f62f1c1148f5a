package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.arguments;
import static dev.tagma.cli.command.Words.repeated;
import static dev.tagma.cli.command.Words.texts;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Talk;
import dev.tagma.wire.operation.SearchOperations;
import dev.tagma.wire.transcript.EntryRole;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma search}. */
final class SearchCommand implements Command {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final PositionalParamSpec words =
            arguments(0, "TEXT", "1..*", "Words that must all occur; '\"a phrase\"' in quotes, begin* with a star.");
    private final OptionSpec agent = repeated("AGENT", "Only conversations with this agent.", "-a", "--agent");
    private final OptionSpec session = repeated("ID", "Only what was said in this session.", "--session");
    private final OptionSpec group = repeated("GROUP", "Only sessions in this group or below it.", "-g", "--group");
    private final OptionSpec since = value("AGE", "Only what was said since then, such as 72h or 7d.", "--since");
    private final OptionSpec role = value("ROLE", "Only entries of user, assistant, tool or system.", "--role");
    private final OptionSpec limit = value("N", "How many hits at most; 20 if absent.", "-n", "--limit");

    @Override
    public List<String> help() {
        return List.of(
                "Finds what was said in any conversation, newest first, and says how to read on there or to go on with it.",
                "Conversations that Tagma did not start are searched where search.foreign is set in config.yaml.",
                "A filter given more than once takes any of its values; different filters must all hold.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(words, agent, session, group, since, role, limit);
    }

    @Override
    public Exit run(Context context) {
        Ask ask = Ask.of(SearchOperations.SEARCH).query("text", String.join(" ", texts(words)));
        for (OptionSpec filter : List.of(agent, session, group)) {
            for (String one : texts(filter)) {
                ask = ask.query(filter.longestName().substring(2), one);
            }
        }
        Optional<String> from = Values.age(since)
                .map(age -> context.clock().instant().minus(age).toString());
        ask = from.isPresent() ? ask.query("since", from.get()) : ask;
        Optional<String> only = Values.choice(role, EntryRole.values());
        ask = only.isPresent() ? ask.query("role", only.get()) : ask;
        Optional<Integer> most = Values.whole(limit, 1, 200);
        ask = most.isPresent() ? ask.query("limit", most.get().toString()) : ask;
        Answer answer = context.api().ask(ask);
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        tell(context, answer.fields());
        return Exit.OK;
    }

    private static void tell(Context context, Fields found) {
        List<Fields> hits = found.objects("hits");
        ZoneId zone = hits.isEmpty() ? ZoneId.of("UTC") : context.zone().get();
        hits.forEach(hit -> print(context.talk(), hit, zone));
        if (hits.isEmpty()) {
            context.talk().hint("nothing of that was said");
        }
        if (found.flag("more")) {
            context.talk().hint("there are older ones: give a higher --limit, or more words");
        }
        if (!found.flag("complete")) {
            context.talk().say("not everything has been read yet: search again in a while");
        }
    }

    private static void print(Talk talk, Fields hit, ZoneId zone) {
        String whose = hit.optionalText("handle")
                .or(() -> hit.optionalText("conversation"))
                .orElse("?");
        String tool = hit.optionalText("tool").map(name -> " " + name).orElse("");
        String at = hit.optionalTime("at")
                .map(time -> "  " + TIME.format(time.atZone(zone)))
                .orElse("");
        talk.print(
                Span.of(whose, Style.NAME),
                Span.of("  " + hit.text("agent") + "  " + hit.text("role") + tool),
                Span.of(at, Style.QUIET));
        List<Span> snippet = new ArrayList<>(List.of(Span.of("  ")));
        hit.objects("snippet")
                .forEach(piece -> snippet.add(Span.of(
                        piece.text("text").replaceAll("\\s+", " "), piece.flag("found") ? Style.ASKING : Style.PLAIN)));
        talk.print(snippet.toArray(Span[]::new));
        next(hit).forEach(command -> talk.print(Span.of("  " + command, Style.QUIET)));
    }

    /** The commands that read on there and that go on with it. */
    private static List<String> next(Fields hit) {
        List<String> commands = new ArrayList<>();
        if (hit.flag("removed")) {
            return List.of("removed");
        }
        hit.optionalText("handle")
                .ifPresent(handle ->
                        commands.add(shell(List.of("tagma", "transcript", handle, "--around", hit.text("cursor")))));
        List<String> resume = hit.texts("resume");
        if (!resume.isEmpty()) {
            commands.add(shell(resume));
        }
        return commands;
    }

    /** A command as it can be given to a shell. */
    private static String shell(List<String> words) {
        return words.stream()
                .map(word -> word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}

package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.json.JsonWriter;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Talk;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonArray;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.operation.WorkOperations;
import dev.tagma.wire.transcript.EntryRole;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma transcript}. */
final class TranscriptCommand implements Command {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    /** As much as the daemon gives at once. */
    private static final int PAGE = 200;

    private final PositionalParamSpec session =
            argument(0, "ID", "0..1", "The session's handle or id; within an agent's pane its own if absent.");
    private final OptionSpec count = value("N", "How many entries; 50 if absent.", "-n");
    private final OptionSpec all = flag("The whole conversation.", "--all");
    private final OptionSpec before = value("CURSOR", "Only what comes in front of this entry.", "--before");
    private final OptionSpec after =
            value("CURSOR", "Only what comes behind this entry, or 'beginning', oldest first.", "--after");
    private final OptionSpec around = value("CURSOR", "This entry and what stands around it.", "--around");
    private final OptionSpec role = value("ROLE", "Only entries of user, assistant, tool or system.", "--role");

    @Override
    public List<String> help() {
        return List.of(
                "Prints the conversation, oldest first; without a cursor, its newest entries.",
                "With --json each entry has a cursor, which stays good however much is added.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(session, count, all, before, after, around, role);
    }

    @Override
    public Exit run(Context context) {
        Values.notBoth(before, after);
        Values.notBoth(around, before);
        Values.notBoth(around, after);
        Values.notBoth(around, all);
        Values.notBoth(count, all);
        Optional<String> only = Values.choice(role, EntryRole.values());
        String name = Names.sessionOrOwn(session, context);
        int wanted = given(all)
                ? Integer.MAX_VALUE
                : Values.whole(count, 1, Integer.MAX_VALUE).orElse(50);
        Pages pages = new Pages(context, name, only, wanted);
        if (text(around).isPresent()) {
            pages.around(cursor(around));
        } else if (text(after).isPresent()) {
            pages.forward(cursor(after));
        } else {
            pages.backward(text(before).map(_ -> cursor(before)));
        }
        if (context.json()) {
            context.talk().printJson(pages.json());
        } else {
            pages.entries.forEach(
                    entry -> print(context.talk(), entry, context.zone().get()));
            if (pages.entries.isEmpty()) {
                context.talk().hint("nothing has been said");
            }
        }
        return Exit.OK;
    }

    private static String cursor(OptionSpec option) {
        String given = text(option).orElseThrow();
        if (!given.matches("[A-Za-z0-9_.~=:-]{1,200}")) {
            throw Failure.usage("%s '%s' is not a cursor: take one from tagma transcript --json"
                    .formatted(option.longestName(), Values.shown(given)));
        }
        return given;
    }

    private static void print(Talk talk, Fields entry, ZoneId zone) {
        String tool = entry.optionalText("tool").map(name -> " " + name).orElse("");
        String at = entry.optionalTime("at")
                .map(time -> "  " + TIME.format(time.atZone(zone)))
                .orElse("");
        talk.print(Span.of(entry.text("role") + tool, Style.NAME), Span.of(at, Style.QUIET));
        talk.printText(entry.text("text").indent(2));
    }

    /** Entries put together from as many pages as it takes. */
    private static final class Pages {

        private final Context context;
        private final String session;
        private final Optional<String> role;
        private final int wanted;
        private final Deque<Fields> entries = new ArrayDeque<>();
        private boolean more;

        Pages(Context context, String session, Optional<String> role, int wanted) {
            this.context = context;
            this.session = session;
            this.role = role;
            this.wanted = wanted;
        }

        void backward(Optional<String> cursor) {
            Optional<String> place = cursor;
            do {
                List<Fields> page = page("before", place);
                page.reversed().forEach(entries::addFirst);
                place = page.stream().findFirst().map(entry -> entry.text("cursor"));
            } while (more && place.isPresent() && entries.size() < wanted);
        }

        void forward(String cursor) {
            Optional<String> place = Optional.of(cursor);
            do {
                List<Fields> page = page("after", place);
                entries.addAll(page);
                place = page.isEmpty()
                        ? Optional.empty()
                        : Optional.of(page.getLast().text("cursor"));
            } while (more && place.isPresent() && entries.size() < wanted);
        }

        /** What comes behind is read first: in front of that stands the entry itself, at the end of its page. */
        void around(String cursor) {
            List<Fields> behind = page("after", Optional.of(cursor), Math.min(PAGE, Math.max(1, wanted / 2)));
            boolean further = more;
            Optional<String> next = behind.stream().findFirst().map(entry -> entry.text("cursor"));
            int room = Math.min(PAGE, Math.max(1, wanted - behind.size()));
            List<Fields> upTo = page("before", next, room);
            boolean there = upTo.stream().anyMatch(entry -> entry.text("cursor").equals(cursor));
            // The last entry of a conversation that another one followed stands in front of nothing.
            entries.addAll(there ? upTo : page("before", Optional.of(cursor), room));
            entries.addAll(behind);
            more |= further;
        }

        private List<Fields> page(String direction, Optional<String> cursor) {
            return page(direction, cursor, Math.min(PAGE, wanted - entries.size()));
        }

        private List<Fields> page(String direction, Optional<String> cursor, int limit) {
            Ask ask = Ask.of(WorkOperations.TRANSCRIPT, session).query("limit", Integer.toString(limit));
            ask = role.isPresent() ? ask.query("role", role.get()) : ask;
            ask = cursor.isPresent() ? ask.query(direction, cursor.get()) : ask;
            Fields page = context.api().ask(ask).fields();
            more = page.flag("more");
            return page.objects("entries");
        }

        /** In the form of one page. */
        String json() {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put(
                    "entries",
                    new JsonArray(entries.stream().<Json>map(Fields::object).toList()));
            members.put("more", Json.of(more));
            return JsonWriter.write(new JsonObject(members));
        }
    }
}

package dev.tagma.cli.command;

import dev.tagma.cli.talk.Ago;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import dev.tagma.cli.talk.Talk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sessions below the groups they are in, as a tree; those of no group come first. */
final class SessionTree {

    private static final String INDENT = "  ";

    private final Instant now;

    SessionTree(Instant now) {
        this.now = now;
    }

    void print(List<Standing> sessions, Talk talk) {
        SortedMap<List<String>, List<Standing>> groups = new TreeMap<>(SessionTree::compare);
        for (Standing session : sessions) {
            groups.computeIfAbsent(path(session.all().text("group")), _ -> new ArrayList<>())
                    .add(session);
        }
        var table = new Table();
        List<String> above = List.of();
        for (var group : groups.entrySet()) {
            List<String> path = group.getKey();
            for (int depth = common(above, path); depth < path.size(); depth++) {
                table.row(Span.of(INDENT.repeat(depth) + path.get(depth) + "/", Style.QUIET));
            }
            group.getValue().forEach(session -> row(table, INDENT.repeat(path.size()), session));
            above = path;
        }
        talk.print(table);
    }

    private void row(Table table, String indent, Standing session) {
        List<String> attention = session.attention(now);
        table.row(
                Span.of(indent + session.handle(), Style.NAME),
                session.word(),
                Span.of(Ago.duration(Duration.between(session.since(), now)), Style.QUIET),
                Span.of(session.all().text("agent"), Style.QUIET),
                attention.isEmpty() ? Span.of(about(session)) : Span.of(String.join("; ", attention), Style.ASKING));
    }

    /** What it waits for; else why it does not run; else what it is about. */
    private static String about(Standing session) {
        if (session.waitsForSomebody()) {
            return session.asked();
        }
        return session.live() && !session.bad() ? session.all().text("title") : session.reason();
    }

    private static List<String> path(String group) {
        return group.isEmpty() ? List.of() : List.of(group.split("/", -1));
    }

    /** A group before what is below it. */
    private static int compare(List<String> one, List<String> other) {
        int same = common(one, other);
        if (same == one.size() || same == other.size()) {
            return Integer.compare(one.size(), other.size());
        }
        return one.get(same).compareTo(other.get(same));
    }

    private static int common(List<String> one, List<String> other) {
        int same = 0;
        while (same < Math.min(one.size(), other.size()) && one.get(same).equals(other.get(same))) {
            same++;
        }
        return same;
    }
}

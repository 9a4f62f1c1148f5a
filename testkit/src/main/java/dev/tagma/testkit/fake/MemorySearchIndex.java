package dev.tagma.testkit.fake;

import dev.tagma.core.session.TenantId;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.search.Origin;
import dev.tagma.spi.search.SearchHit;
import dev.tagma.spi.search.SearchHit.Piece;
import dev.tagma.spi.search.SearchIndex;
import dev.tagma.spi.search.SearchQuery;
import dev.tagma.spi.search.SearchWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A search index in memory, which looks through all that was said each time. */
public final class MemorySearchIndex implements SearchIndex {

    /** An origin without what is not its name. */
    private record Name(TenantId tenant, boolean own, String agent, String name) {

        static Name of(Origin origin) {
            return switch (origin) {
                case Origin.Own(var tenant, var agent, var session) ->
                    new Name(tenant, true, agent.value(), session.toString());
                case Origin.Foreign(var tenant, var agent, var conversation, var place) ->
                    new Name(tenant, false, agent.value(), conversation);
            };
        }
    }

    private static final class Said {
        private Origin origin;
        private String position = "";
        private final Map<String, TranscriptPage.Entry> entries = new LinkedHashMap<>();

        Said(Origin origin) {
            this.origin = origin;
        }
    }

    private final Map<Name, Said> all = new LinkedHashMap<>();
    private final Map<TenantId, Long> reached = new LinkedHashMap<>();
    private final Set<String> held = new HashSet<>();

    @Override
    public synchronized Optional<String> position(Origin origin) {
        return Optional.ofNullable(all.get(Name.of(origin))).map(said -> said.position);
    }

    @Override
    public synchronized void add(Origin origin, List<TranscriptPage.Entry> entries, String position) {
        Said said = all.computeIfAbsent(Name.of(origin), name -> new Said(origin));
        if (!(origin instanceof Origin.Foreign foreign) || foreign.place().isPresent()) {
            said.origin = origin;
        }
        said.position = position;
        entries.forEach(entry -> said.entries.putIfAbsent(entry.cursor(), entry));
        if (origin instanceof Origin.Own) {
            entries.stream().map(entry -> conversation(entry.cursor())).forEach(conversation -> {
                held.add(conversation);
                all.keySet().removeIf(name -> !name.own() && name.name().equals(conversation));
            });
        }
    }

    private static String conversation(String cursor) {
        int colon = cursor.lastIndexOf(':');
        return colon < 0 ? cursor : cursor.substring(0, colon);
    }

    @Override
    public synchronized boolean held(Origin.Foreign conversation) {
        return held.contains(conversation.conversation());
    }

    @Override
    public synchronized Map<Origin, String> positions() {
        return all.values().stream().collect(Collectors.toMap(said -> said.origin, said -> said.position));
    }

    @Override
    public synchronized void forget(Origin origin) {
        all.remove(Name.of(origin));
    }

    @Override
    public synchronized void forget(Origin.Own origin, String conversation) {
        Optional.ofNullable(all.get(Name.of(origin)))
                .ifPresent(said -> said.entries
                        .keySet()
                        .removeIf(cursor -> conversation(cursor).equals(conversation)));
    }

    @Override
    public synchronized Optional<Long> reached(TenantId tenant) {
        return Optional.ofNullable(reached.get(tenant));
    }

    @Override
    public synchronized void reached(TenantId tenant, long sequence) {
        reached.put(tenant, sequence);
    }

    @Override
    public synchronized List<SearchHit> search(SearchQuery query) {
        List<SearchHit> hits = new ArrayList<>();
        for (Said said : all.values()) {
            if (isOf(said.origin, query)) {
                said.entries.values().stream()
                        .filter(entry -> query.role().map(entry.role()::equals).orElse(true))
                        .filter(entry -> query.since()
                                .map(since -> entry.at()
                                        .filter(at -> !at.isBefore(since))
                                        .isPresent())
                                .orElse(true))
                        .filter(entry -> has(entry.text(), query.words()))
                        .map(entry -> new SearchHit(
                                said.origin,
                                entry.cursor(),
                                entry.role(),
                                entry.tool(),
                                entry.at(),
                                List.of(new Piece(entry.text(), true))))
                        .forEach(hits::add);
            }
        }
        // Of those of one time the one that came last is the first.
        return hits.reversed().stream()
                .sorted(Comparator.comparing((SearchHit hit) -> hit.at().orElse(Instant.MIN))
                        .reversed())
                .limit(query.limit())
                .toList();
    }

    private static boolean isOf(Origin origin, SearchQuery query) {
        boolean wanted = switch (origin) {
            case Origin.Own own ->
                query.sessions().map(ids -> ids.contains(own.session())).orElse(true);
            case Origin.Foreign foreign -> query.foreign() && query.sessions().isEmpty();
        };
        return wanted
                && origin.tenant().equals(query.tenant())
                && (query.agents().isEmpty() || query.agents().contains(origin.agent()));
    }

    private static boolean has(String text, SearchWords words) {
        String spread = " " + spread(text) + " ";
        return words.terms().stream()
                .map(term -> " " + spread(term.text()) + (term.open() ? "" : " "))
                .allMatch(spread::contains);
    }

    private static String spread(String text) {
        return Objects.requireNonNull(Pattern.compile("[^\\p{L}\\p{N}]+")
                        .matcher(text.toLowerCase(Locale.ROOT))
                        .replaceAll(" "))
                .strip();
    }

    @Override
    public void close() {
        // Nothing is held but memory.
    }
}

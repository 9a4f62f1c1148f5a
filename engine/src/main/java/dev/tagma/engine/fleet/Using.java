package dev.tagma.engine.fleet;

import dev.tagma.core.session.Session;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.turn.Turn;
import dev.tagma.core.usage.ModelUse;
import dev.tagma.core.usage.Usage;
import dev.tagma.core.usage.UsageBy;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.core.usage.UsageSum;
import dev.tagma.engine.Fleet.UsageReport;
import dev.tagma.engine.Fleet.UsageRow;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.supervise.Services;
import dev.tagma.spi.store.Reads;
import dev.tagma.spi.store.Reads.UsageQuery;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Sums up what was used. */
final class Using {

    private static final Comparator<UsageRow> MOST_FIRST = Comparator.comparing(
                    (UsageRow row) -> row.usage().cost().dollars())
            .thenComparingLong(row -> row.usage().tokens().total())
            .reversed()
            .thenComparing(UsageRow::name);

    private final Services services;

    Using(Services services) {
        this.services = services;
    }

    UsageReport usage(TenantId tenant, UsageBy by, UsageQuery query) {
        return services.store().read(reads -> {
            List<UsageRow> rows = by == UsageBy.TURN ? turns(reads, tenant, query) : sums(reads, tenant, by, query);
            Usage total = rows.stream().map(UsageRow::usage).reduce(Usage.NONE, Usage::plus);
            return new UsageReport(by, services.spending().prices().version(), rows, total);
        });
    }

    /** Those that used most come first; days come in their order. */
    private List<UsageRow> sums(Reads reads, TenantId tenant, UsageBy by, UsageQuery query) {
        Map<SessionId, Optional<Session>> sessions = new HashMap<>();
        Function<SessionId, Optional<Session>> session =
                id -> sessions.computeIfAbsent(id, one -> reads.session(tenant, one));
        Map<String, List<UsageSum>> groups = new LinkedHashMap<>();
        for (UsageSum sum : reads.usage(tenant, query)) {
            groups.computeIfAbsent(key(sum, by, session), none -> new ArrayList<>())
                    .add(sum);
        }
        List<UsageRow> rows = new ArrayList<>();
        groups.forEach((key, sums) -> rows.add(row(key, by, sums, session)));
        rows.sort(by == UsageBy.DAY ? Comparator.comparing(UsageRow::name) : MOST_FIRST);
        return rows;
    }

    private static String key(UsageSum sum, UsageBy by, Function<SessionId, Optional<Session>> sessions) {
        return switch (by) {
            case SESSION -> sum.session().toString();
            case GROUP ->
                sessions.apply(sum.session())
                        .map(session -> session.group().value())
                        .orElse("");
            case AGENT ->
                sessions.apply(sum.session())
                        .map(session -> session.launch().agent().value())
                        .orElse("");
            case MODEL -> sum.model();
            case DAY -> sum.day().toString();
            case TURN -> throw new IllegalArgumentException("Turns are summed up message by message");
        };
    }

    private UsageRow row(String key, UsageBy by, List<UsageSum> sums, Function<SessionId, Optional<Session>> sessions) {
        Usage usage = Usage.of(
                services.spending().prices(), sums.stream().map(UsageSum::use).toList());
        if (by != UsageBy.SESSION) {
            return new UsageRow(key, Optional.empty(), usage);
        }
        SessionId id = sums.getFirst().session();
        String handle =
                sessions.apply(id).map(session -> session.handle().value()).orElse(key);
        return new UsageRow(handle, Optional.of(id), usage);
    }

    private List<UsageRow> turns(Reads reads, TenantId tenant, UsageQuery query) {
        SessionId id = query.session()
                .orElseThrow(() -> new Problem(
                        ProblemCode.INVALID, "Turns are counted within a session; say which session to sum up"));
        Map<String, Integer> numbers = new HashMap<>();
        for (Turn turn : reads.turns(tenant, id, 0, Integer.MAX_VALUE)) {
            numbers.put(turn.key(), turn.number());
        }
        Map<Integer, List<ModelUse>> byNumber = new LinkedHashMap<>();
        for (UsageEntry entry : reads.usageEntries(tenant, id)) {
            LocalDate day = UsageSum.day(entry.at());
            boolean asked = query.since().map(since -> !day.isBefore(since)).orElse(true)
                    && query.until().map(until -> !day.isAfter(until)).orElse(true);
            if (asked) {
                // What is of no turn that is on record stands in front.
                int number =
                        entry.turn().map(key -> numbers.getOrDefault(key, 0)).orElse(0);
                byNumber.computeIfAbsent(number, none -> new ArrayList<>())
                        .add(new ModelUse(day, entry.model(), 1, entry.tokens()));
            }
        }
        return byNumber.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> new UsageRow(
                        one.getKey() == 0 ? "" : one.getKey().toString(),
                        Optional.of(id),
                        Usage.of(services.spending().prices(), one.getValue())))
                .toList();
    }
}

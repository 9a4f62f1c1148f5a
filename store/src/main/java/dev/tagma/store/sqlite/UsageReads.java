package dev.tagma.store.sqlite;

import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.core.usage.ModelUse;
import dev.tagma.core.usage.Tokens;
import dev.tagma.core.usage.UsageEntry;
import dev.tagma.core.usage.UsageSum;
import dev.tagma.spi.store.Reads.UsageQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was used, message by message and by days. */
final class UsageReads {

    static final String TOKENS = "input, output, cache_read, cache_write, cache_write_long, reasoning";

    private static final String ENTRY = "SELECT session, key, model, turn, time, " + TOKENS + " FROM usage ";
    private static final String SUM = "SELECT u.session, u.day, u.model, u.messages, u.input, u.output, u.cache_read,"
            + " u.cache_write, u.cache_write_long, u.reasoning FROM ";
    private static final String SUMS = SUM + "usage_sums u WHERE u.tenant = ? ";

    /** The group itself, then all below it: what begins with its path and a slash, behind which comes {@code 0}. */
    private static final String SUMS_OF_GROUP = SUM
            + "sessions s JOIN usage_sums u ON u.tenant = s.tenant AND u.session = s.id WHERE s.tenant = ?"
            + " AND (json_extract(s.document, '$.group') = ? OR (json_extract(s.document, '$.group') > ?"
            + " AND json_extract(s.document, '$.group') < ?)) ";

    private static final String BY_MODEL = "SELECT u.day, u.model, sum(u.messages), sum(u.input), sum(u.output),"
            + " sum(u.cache_read), sum(u.cache_write), sum(u.cache_write_long), sum(u.reasoning)"
            + " FROM usage_sums u WHERE u.tenant = ? ";
    private static final String ON_DAYS = "AND u.day >= ? AND u.day <= ?";

    /** Far beyond any day that a moment can have. */
    private static final long LAST_DAY = 1L << 40;

    private final Link link;

    UsageReads(Link link) {
        this.link = link;
    }

    Optional<UsageEntry> entry(TenantId tenant, SessionId session, String key) {
        return link.first(
                ENTRY + "WHERE tenant = ? AND session = ? AND key = ?",
                row -> entry(tenant, row),
                tenant.value(),
                session.toString(),
                key);
    }

    List<UsageEntry> entries(TenantId tenant, SessionId session) {
        return link.list(
                ENTRY + "WHERE tenant = ? AND session = ? ORDER BY time, key",
                row -> entry(tenant, row),
                tenant.value(),
                session.toString());
    }

    List<UsageSum> sums(TenantId tenant, UsageQuery query) {
        long since = since(query);
        long until = until(query);
        if (query.session().isPresent()) {
            List<UsageSum> ofSession = link.list(
                    SUMS + "AND u.session = ? " + ON_DAYS,
                    UsageReads::sum,
                    tenant.value(),
                    query.session().get().toString(),
                    since,
                    until);
            return query.group().isEmpty() ? ofSession : inGroup(tenant, ofSession, query);
        }
        if (query.group().map(GroupPath::value).filter(path -> !path.isEmpty()).isPresent()) {
            String path = query.group().get().value();
            return link.list(
                    SUMS_OF_GROUP + ON_DAYS,
                    UsageReads::sum,
                    tenant.value(),
                    path,
                    path + "/",
                    path + "0",
                    since,
                    until);
        }
        return link.list(SUMS + ON_DAYS, UsageReads::sum, tenant.value(), since, until);
    }

    /** Of all sessions, or one, the database adds up; those of a group are few. */
    List<ModelUse> byModel(TenantId tenant, UsageQuery query) {
        if (query.group().isPresent()) {
            return joined(sums(tenant, query));
        }
        String grouped = ON_DAYS + " GROUP BY u.day, u.model";
        long since = since(query);
        long until = until(query);
        return query.session().isPresent()
                ? link.list(
                        BY_MODEL + "AND u.session = ? " + grouped,
                        UsageReads::use,
                        tenant.value(),
                        query.session().get().toString(),
                        since,
                        until)
                : link.list(BY_MODEL + grouped, UsageReads::use, tenant.value(), since, until);
    }

    private static List<ModelUse> joined(List<UsageSum> sums) {
        record Kind(LocalDate day, String model) {}

        Map<Kind, ModelUse> uses = new LinkedHashMap<>();
        sums.stream()
                .map(UsageSum::use)
                .forEach(use -> uses.merge(new Kind(use.day(), use.model()), use, ModelUse::plus));
        return List.copyOf(uses.values());
    }

    private static long since(UsageQuery query) {
        return query.since().map(LocalDate::toEpochDay).orElse(-LAST_DAY);
    }

    private static long until(UsageQuery query) {
        return query.until().map(LocalDate::toEpochDay).orElse(LAST_DAY);
    }

    private List<UsageSum> inGroup(TenantId tenant, List<UsageSum> ofSession, UsageQuery query) {
        UsageQuery wider = new UsageQuery(Optional.empty(), query.group(), query.since(), query.until());
        return sums(tenant, wider).stream().filter(ofSession::contains).toList();
    }

    private static UsageEntry entry(TenantId tenant, ResultSet row) throws SQLException {
        return new UsageEntry(
                tenant,
                SessionId.parse(row.getString(1)),
                row.getString(2),
                row.getString(3),
                Optional.ofNullable(row.getString(4)),
                Nanos.read(row.getLong(5)),
                tokens(row, 6));
    }

    private static UsageSum sum(ResultSet row) throws SQLException {
        return new UsageSum(
                SessionId.parse(row.getString(1)),
                LocalDate.ofEpochDay(row.getLong(2)),
                row.getString(3),
                row.getLong(4),
                tokens(row, 5));
    }

    private static ModelUse use(ResultSet row) throws SQLException {
        return new ModelUse(LocalDate.ofEpochDay(row.getLong(1)), row.getString(2), row.getLong(3), tokens(row, 4));
    }

    private static Tokens tokens(ResultSet row, int first) throws SQLException {
        return new Tokens(
                row.getLong(first),
                row.getLong(first + 1),
                row.getLong(first + 2),
                row.getLong(first + 3),
                row.getLong(first + 4),
                row.getLong(first + 5));
    }
}

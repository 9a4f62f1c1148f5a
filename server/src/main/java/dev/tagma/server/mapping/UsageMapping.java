package dev.tagma.server.mapping;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.usage.Cost;
import dev.tagma.core.usage.Tokens;
import dev.tagma.core.usage.Usage;
import dev.tagma.engine.Fleet.UsageReport;
import dev.tagma.wire.usage.TokensJson;
import dev.tagma.wire.usage.UsageJson;
import dev.tagma.wire.usage.UsageRowJson;
import java.util.List;
import java.util.Optional;

/** What was used. */
public final class UsageMapping {

    private UsageMapping() {}

    public static UsageJson usage(UsageReport report) {
        return new UsageJson(
                report.by(),
                report.prices(),
                report.rows().stream()
                        .map(row -> row(row.name(), row.session(), row.usage()))
                        .toList(),
                row("total", Optional.empty(), report.total()));
    }

    private static UsageRowJson row(String name, Optional<SessionId> session, Usage usage) {
        Cost cost = usage.cost();
        boolean unknown = cost.dollars().signum() == 0 && !cost.whole();
        return new UsageRowJson(
                name,
                session,
                usage.messages(),
                tokens(usage.tokens()),
                unknown ? Optional.empty() : Optional.of(plain(cost)),
                cost.unpriced(),
                List.copyOf(cost.models()));
    }

    private static String plain(Cost cost) {
        return cost.dollars().signum() == 0
                ? "0"
                : cost.dollars().stripTrailingZeros().toPlainString();
    }

    private static TokensJson tokens(Tokens tokens) {
        return new TokensJson(
                tokens.input(),
                tokens.output(),
                tokens.cacheRead(),
                tokens.cacheWrite(),
                tokens.cacheWriteLong(),
                tokens.reasoning(),
                tokens.total());
    }
}

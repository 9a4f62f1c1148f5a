package dev.tagma.server.route;

import dev.tagma.core.session.GroupPath;
import dev.tagma.core.usage.UsageBy;
import dev.tagma.engine.Fleet;
import dev.tagma.server.http.Refusal;
import dev.tagma.server.mapping.UsageMapping;
import dev.tagma.server.rest.Call;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.rest.Outcome;
import dev.tagma.spi.store.Reads.UsageQuery;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.UsageOperations;
import dev.tagma.wire.problem.ErrorCode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/** What was used. */
final class UsageRoutes {

    private final Fleet fleet;

    UsageRoutes(Fleet fleet) {
        this.fleet = fleet;
    }

    Map<Operation, Handler> handlers() {
        return Map.of(UsageOperations.USAGE, this::usage);
    }

    private Outcome usage(Call call) {
        UsageBy by = call.maybeChoice("by", UsageBy.class).orElse(UsageBy.SESSION);
        Optional<String> session = call.maybeText("session");
        if (by == UsageBy.TURN && session.isEmpty()) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "Parameter 'by' is 'turn', and turns count within a session; give 'session' too");
        }
        UsageQuery query = new UsageQuery(
                session.map(name -> fleet.resolve(call.tenant(), name)),
                call.maybeText("group").map(path -> call.parsed("group", path, GroupPath::new)),
                day(call, "since"),
                day(call, "until"));
        return new Outcome.Value(UsageMapping.usage(fleet.usage(call.tenant(), by, query)));
    }

    private static Optional<LocalDate> day(Call call, String name) {
        return call.maybeText(name).map(text -> {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException other) {
                Refusal refusal = new Refusal(
                        ErrorCode.INVALID,
                        "Parameter '" + name + "' is " + Quoted.of(text) + "; give a day such as 2026-11-30");
                refusal.addSuppressed(other);
                throw refusal;
            }
        });
    }
}

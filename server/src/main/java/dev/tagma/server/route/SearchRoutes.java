package dev.tagma.server.route;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.engine.Fleet;
import dev.tagma.engine.Fleet.Sought;
import dev.tagma.server.mapping.SearchMapping;
import dev.tagma.server.rest.Call;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.rest.Outcome;
import dev.tagma.spi.search.SearchWords;
import dev.tagma.wire.json.Times;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.SearchOperations;
import java.time.Instant;
import java.util.Map;

/** All conversations at once. */
final class SearchRoutes {

    private final Fleet fleet;

    SearchRoutes(Fleet fleet) {
        this.fleet = fleet;
    }

    Map<Operation, Handler> handlers() {
        return Map.of(SearchOperations.SEARCH, this::search);
    }

    private Outcome search(Call call) {
        return new Outcome.Value(SearchMapping.search(fleet.search(
                call.caller(),
                new Sought(
                        call.parsed("text", call.maybeText("text").orElse(""), SearchWords::parse),
                        call.all("agent").stream()
                                .map(text -> call.parsed("agent", text, AgentId::new))
                                .toList(),
                        call.all("session").stream()
                                .map(name -> fleet.resolve(call.tenant(), name))
                                .toList(),
                        call.all("group").stream()
                                .map(text -> call.parsed("group", text, GroupPath::new))
                                .toList(),
                        call.maybeText("since").map(text -> call.parsed("since", text, SearchRoutes::time)),
                        call.maybeText("role"),
                        Math.toIntExact(call.whole("limit"))))));
    }

    private static Instant time(String text) {
        return Times.parse(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("it is not a time; give one such as 2026-11-20T10:00:00Z"));
    }
}

package dev.tagma.server.route;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.engine.Fleet;
import dev.tagma.engine.SessionView;
import dev.tagma.server.mapping.SessionMapping;
import dev.tagma.server.rest.Call;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.rest.Outcome;
import dev.tagma.wire.operation.AdoptOperations;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.SessionOperations;
import dev.tagma.wire.session.AdoptionJson;
import dev.tagma.wire.session.ForeignPaneJson;
import dev.tagma.wire.session.PaneListJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Terminals that Tagma did not start. */
final class AdoptRoutes {

    private final Fleet fleet;

    AdoptRoutes(Fleet fleet) {
        this.fleet = fleet;
    }

    Map<Operation, Handler> handlers() {
        return Map.of(AdoptOperations.PANES, this::panes, AdoptOperations.ADOPT, this::adopt);
    }

    private Outcome panes(Call call) {
        Optional<Path> server = call.maybeText("socket").map(text -> Wishes.directory("socket", text));
        return new Outcome.Value(new PaneListJson(fleet.panes(call.caller(), server).stream()
                .map(AdoptRoutes::pane)
                .toList()));
    }

    private static ForeignPaneJson pane(Fleet.Pane found) {
        List<List<String>> commands = found.pane().commands();
        return new ForeignPaneJson(
                found.pane().place(),
                found.pane().window(),
                found.pane().title(),
                found.pane().program().pid(),
                commands.isEmpty() ? List.of() : commands.getFirst(),
                found.pane().directory().toString(),
                found.agent(),
                found.session());
    }

    private Outcome adopt(Call call) {
        AdoptionJson wanted = call.body(AdoptionJson.class);
        SessionView adopted = fleet.adopt(
                call.caller(),
                new Fleet.Adoption(
                        wanted.socket().map(text -> Wishes.directory("socket", text)),
                        wanted.pane(),
                        wanted.agent().map(AgentId::value),
                        wanted.handle().map(Handle::value),
                        wanted.title().orElse(""),
                        wanted.group().orElse(GroupPath.ROOT),
                        Set.copyOf(wanted.tags())));
        return new Outcome.Value(
                SessionMapping.session(adopted),
                Optional.of(SessionOperations.GET.pathFor(adopted.session().id().toString())));
    }
}

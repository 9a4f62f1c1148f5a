package dev.tagma.server.route;

import dev.tagma.core.workspace.Script;
import dev.tagma.core.workspace.Scripts;
import dev.tagma.core.workspace.ScriptsId;
import dev.tagma.engine.Fleet;
import dev.tagma.engine.Fleet.ProjectScripts;
import dev.tagma.server.http.Refusal;
import dev.tagma.server.rest.Call;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.rest.Outcome;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.TrustOperations;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.trust.ProjectScriptsJson;
import dev.tagma.wire.trust.ScriptJson;
import dev.tagma.wire.trust.ScriptRole;
import dev.tagma.wire.trust.TrustJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The scripts of projects. */
final class TrustRoutes {

    private final Fleet fleet;

    TrustRoutes(Fleet fleet) {
        this.fleet = fleet;
    }

    Map<Operation, Handler> handlers() {
        return Map.of(TrustOperations.SHOW, this::show, TrustOperations.TRUST, this::trust);
    }

    private Outcome show(Call call) {
        String path = call.maybeText("path")
                .orElseThrow(() ->
                        new Refusal(ErrorCode.INVALID, "Parameter 'path' is missing; name a directory of the project"));
        return shown(fleet.scripts(call.tenant(), Wishes.directory("path", path)));
    }

    private Outcome trust(Call call) {
        TrustJson wanted = call.body(TrustJson.class);
        return shown(fleet.trust(
                call.caller(),
                Wishes.directory("path", wanted.path()),
                call.parsed("hash", wanted.hash(), ScriptsId::new)));
    }

    private static Outcome shown(ProjectScripts found) {
        Optional<Scripts> scripts = found.scripts();
        return new Outcome.Value(new ProjectScriptsJson(
                scripts.map(Scripts::project),
                scripts.map(each -> each.id().value()),
                found.trusted(),
                scripts.map(TrustRoutes::scripts).orElse(List.of())));
    }

    private static List<ScriptJson> scripts(Scripts scripts) {
        return Stream.of(
                        script(ScriptRole.SETUP, scripts.setup()),
                        script(ScriptRole.TEARDOWN, scripts.teardown()),
                        script(ScriptRole.SUBMODULES, scripts.submodules()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<ScriptJson> script(ScriptRole role, Optional<Script> script) {
        return script.map(found -> new ScriptJson(role, found.path(), found.text()));
    }
}

package dev.tagma.server.route;

import dev.tagma.core.session.SessionId;
import dev.tagma.engine.Fleet;
import dev.tagma.server.http.Refusal;
import dev.tagma.server.rest.Call;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.rest.Outcome;
import dev.tagma.server.stream.TerminalStreams;
import dev.tagma.server.stream.TerminalStreams.Look;
import dev.tagma.spi.runtime.View;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.TerminalOperations;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.session.TypedJson;
import dev.tagma.wire.session.ViewerJson;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/** Terminals as people have them before them. */
final class TerminalRoutes {

    private static final Pattern VIEWER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int SMALLEST = 2;
    private static final int LARGEST = 500;

    private final Fleet fleet;
    private final TerminalStreams streams;

    TerminalRoutes(Fleet fleet, TerminalStreams streams) {
        this.fleet = fleet;
        this.streams = streams;
    }

    Map<Operation, Handler> handlers() {
        return Map.of(TerminalOperations.WATCH, this::watch, TerminalOperations.TYPE, this::type);
    }

    private Outcome watch(Call call) {
        Look look = look(call, call.text("viewer"));
        int columns = (int) call.whole("columns");
        int rows = (int) call.whole("rows");
        // Whatever has no terminal says so here, before the answer begins.
        fleet.attachCommand(look.tenant(), look.session());
        streams.requireFree(look);
        return new Outcome.Stream(
                out -> streams.write(look, () -> fleet.view(look.tenant(), look.session(), columns, rows), out));
    }

    private Outcome type(Call call) {
        TypedJson typed = call.body(TypedJson.class);
        View view = streams.of(look(call, typed.viewer()));
        if (typed.columns().isPresent() != typed.rows().isPresent()) {
            throw new Refusal(ErrorCode.INVALID, "Fields 'columns' and 'rows' go together; give both");
        }
        if (typed.columns().isPresent() && typed.rows().isPresent()) {
            view.resize(
                    side("columns", typed.columns().get()),
                    side("rows", typed.rows().get()));
        }
        typed.input().ifPresent(text -> view.type(bytes(text)));
        if (typed.leave().orElse(false)) {
            view.close();
        }
        return new Outcome.Value(new ViewerJson(typed.viewer()));
    }

    private Look look(Call call, String viewer) {
        if (!VIEWER.matcher(viewer).matches()) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "The viewer is " + Quoted.of(viewer)
                            + "; use 1 to 64 letters, digits, dots, hyphens and underscores");
        }
        SessionId session = fleet.resolve(call.tenant(), call.text("id"));
        return new Look(call.tenant(), session, viewer);
    }

    private static int side(String name, long value) {
        if (value < SMALLEST || value > LARGEST) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "Field '" + name + "' is " + value + "; a terminal has from " + SMALLEST + " to " + LARGEST);
        }
        return (int) value;
    }

    private static byte[] bytes(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(ErrorCode.INVALID, "Field 'input' is not Base64");
        }
    }
}

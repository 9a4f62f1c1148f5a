package dev.tagma.server.stream;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Problem;
import dev.tagma.server.http.Refusal;
import dev.tagma.spi.runtime.View;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.json.RecordCodec;
import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.session.TerminalJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Sends terminals to those who look at them. Nothing is kept for a reader: it gets what the terminal shows when it has
 * taken in what came before.
 */
public final class TerminalStreams {

    private final RunningCalls running;
    private final Duration heartbeat;
    private final Map<Look, View> views = new ConcurrentHashMap<>();

    /** @param heartbeat how often a quiet stream shows that it lives */
    public TerminalStreams(RunningCalls running, Duration heartbeat) {
        this.running = running;
        this.heartbeat = heartbeat;
    }

    /** Who looks at what; {@code viewer} is a name of the reader's choice. */
    public record Look(TenantId tenant, SessionId session, String viewer) {}

    /** The view of a reader who looks now. */
    public View of(Look look) {
        View view = views.get(look);
        if (view == null) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "Nobody of the name " + Quoted.of(look.viewer())
                            + " looks at this terminal; begin with GET and the parameter viewer");
        }
        return view;
    }

    /** Refuses a second look under one name. */
    public void requireFree(Look look) {
        if (views.containsKey(look)) {
            throw new Refusal(
                    ErrorCode.CONFLICT,
                    "Somebody of the name " + Quoted.of(look.viewer())
                            + " looks at this terminal already; choose another");
        }
    }

    /** Writes until nothing is to be seen any more, or until nobody reads. */
    public void write(Look look, Supplier<View> opening, OutputStream out) throws IOException {
        running.during(() -> {
            View view;
            try {
                view = opening.get();
            } catch (Problem refused) {
                send(
                        out,
                        "ended",
                        new TerminalJson(Optional.empty(), Optional.of(String.valueOf(refused.getMessage()))));
                return look;
            }
            try (view) {
                requireFree(look);
                views.put(look, view);
                show(view, out);
            } finally {
                views.remove(look, view);
            }
            return look;
        });
    }

    private void show(View view, OutputStream out) throws IOException {
        while (!running.closing()) {
            switch (view.next(heartbeat)) {
                case View.Seen.Drawn(byte[] bytes) ->
                    send(
                            out,
                            "draw",
                            new TerminalJson(Optional.of(Base64.getEncoder().encodeToString(bytes)), Optional.empty()));
                case View.Seen.Nothing() -> send(out, ": heartbeat\n\n");
                case View.Seen.Ended(String reason) -> {
                    send(out, "ended", new TerminalJson(Optional.empty(), Optional.of(reason)));
                    return;
                }
            }
        }
    }

    private static void send(OutputStream out, String type, TerminalJson data) throws IOException {
        send(out, "event: " + type + "\ndata: " + JsonText.write(RecordCodec.write(data)) + "\n\n");
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

package dev.tagma.cli.attach;

import dev.tagma.cli.api.Api;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.http.EventStream;
import dev.tagma.cli.http.ServerEvent;
import dev.tagma.cli.http.TransportException;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.operation.TerminalOperations;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person's look at an agent's terminal by way of the daemon, in the terminal that the command was called in. */
public final class Attachment {

    private static final int PIECE = 4_096;

    private final Api api;
    private final String session;
    private final String viewer = UUID.randomUUID().toString();
    private final Thread reader = Thread.currentThread();
    private volatile boolean detached;
    private volatile @Nullable Failure unheard;

    /** @param session by the name the person gave */
    public Attachment(Api api, String session) {
        this.api = api;
        this.session = session;
    }

    /** How it ended. */
    public sealed interface End {

        /** The person asked for it; all goes on. */
        record Detached() implements End {}

        /** There is nothing to be seen any more. */
        record Over(String reason) implements End {}
    }

    /** Shows and types until the person detaches or nothing is left to be shown; by the thread that made this. */
    public End run() {
        OwnTerminal.Size size = OwnTerminal.size();
        Ask ask = Ask.of(TerminalOperations.WATCH, session)
                .query("viewer", viewer)
                .query("columns", Integer.toString(size.columns()))
                .query("rows", Integer.toString(size.rows()));
        try (EventStream events = api.follow(ask)) {
            try (OwnTerminal terminal = OwnTerminal.lend()) {
                Thread.ofPlatform().daemon().name("keys").start(() -> type(terminal));
                WindowChanges.tell(() -> Thread.ofVirtual().start(this::resize));
                return shown(events, terminal);
            }
        } finally {
            leave();
        }
    }

    private End shown(EventStream events, OwnTerminal terminal) {
        try {
            for (Optional<ServerEvent> next = events.next(); next.isPresent(); next = events.next()) {
                Optional<Fields> news = next.get().data().map(Fields::parse);
                Optional<String> draw = news.flatMap(each -> each.optionalText("draw"));
                if (draw.isPresent()) {
                    terminal.write(Base64.getDecoder().decode(draw.get()));
                }
                Optional<String> ended = news.flatMap(each -> each.optionalText("ended"));
                if (ended.isPresent()) {
                    return new End.Over(ended.get());
                }
            }
            return detached ? new End.Detached() : new End.Over("the daemon has ended");
        } catch (TransportException cut) {
            // The way to end a look is to interrupt its thread, which must do no more by that.
            boolean _ = Thread.interrupted();
            return detached ? new End.Detached() : new End.Over(String.valueOf(cut.getMessage()));
        } catch (IOException closed) {
            return new End.Detached();
        }
    }

    private void type(OwnTerminal terminal) {
        var prefix = new Prefix();
        var keys = new byte[PIECE];
        try {
            for (int count = terminal.input().read(keys);
                    count > 0 && !detached;
                    count = terminal.input().read(keys)) {
                Prefix.Typed typed = prefix.take(keys, count);
                if (typed.forProgram().length > 0) {
                    say(new Ask.Body().with("input", Base64.getEncoder().encodeToString(typed.forProgram())));
                }
                if (typed.detached()) {
                    break;
                }
            }
        } catch (IOException closed) {
            // Nobody can type any more, and so nobody can look.
        }
        detached = true;
        reader.interrupt();
    }

    private void resize() {
        OwnTerminal.Size size = OwnTerminal.size();
        say(new Ask.Body().with("columns", Json.of(size.columns())).with("rows", Json.of(size.rows())));
    }

    private void leave() {
        say(new Ask.Body().with("leave", Json.of(true)));
    }

    /** What cannot be told now is not told: whether anything goes on is seen on the terminal. */
    private synchronized void say(Ask.Body body) {
        try {
            api.askIfRunning(Ask.of(TerminalOperations.TYPE, session).body(body.with("viewer", viewer)));
        } catch (Failure refused) {
            unheard = refused;
        }
    }

    /** Why something that was typed did not arrive; none where all did. */
    public Optional<Failure> unheard() {
        return Optional.ofNullable(unheard);
    }
}

package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.exec.Signals;
import dev.tagma.adapters.terminal.LaunchCheck;
import dev.tagma.adapters.terminal.PasteText;
import dev.tagma.adapters.terminal.ProcessTable;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalListener;
import dev.tagma.spi.runtime.View;
import dev.tagma.spi.runtime.Viewable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** One pane of one tmux server. Pane ids begin anew with every server, so only the server it was found on is asked. */
final class TmuxTerminal implements Terminal, Viewable {

    /** What a pane answers instead of taking input that would crash tmux 3.3a, because its program has ended. */
    private static final String DEAD = "tagma-dead";

    /** How long programs may take to end after their terminal went away, before they are killed. */
    private static final Duration END_GRACE = Duration.ofSeconds(2);

    private final TerminalHandle handle;
    private final TmuxSettings settings;
    private final TmuxLink link;
    private final ServerProcess server;
    private final PaneAddress address;
    private final PaneProbe probe;
    private final SessionProcesses processes;
    private final Signals signals = new Signals();

    TmuxTerminal(
            TerminalHandle handle, TmuxSettings settings, TmuxLink link, ServerProcess server, PaneAddress address) {
        this.handle = handle;
        this.settings = settings;
        this.link = link;
        this.server = server;
        this.address = address;
        this.probe = new PaneProbe(link, server, address);
        this.processes = new SessionProcesses(server, address.pid());
    }

    @Override
    public TerminalHandle handle() {
        return handle;
    }

    @Override
    public Liveness liveness() {
        return switch (probe.look()) {
            case PaneProbe.Look.Seen(PaneState state) -> state.liveness();
            case PaneProbe.Look.Away(String reason) -> new Liveness.Gone(reason);
            case PaneProbe.Look.Unseen(String reason) -> new Liveness.Unknown(reason);
        };
    }

    @Override
    public Screen screen() {
        String state = "#{pane_height} #{pane_width} #{cursor_x} #{cursor_y} #{cursor_flag} #{=1024:pane_title}";
        Reply.Answered answer = read(
                "show the screen of",
                () -> Exchange.counted("display-message -p -t " + address.pane() + " " + TmuxWords.quoted(state)
                        + " ; capture-pane -p -e -t " + address.pane()));
        String[] parts = answer.blocks().getFirst().firstLine().split(" ", 6);
        return new Screen(
                StyledText.rows(answer.blocks().get(1).lines()),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                parts[4].equals("1"),
                parts[5]);
    }

    @Override
    public String capture(int lines, boolean withColours) {
        if (lines < 1) {
            throw new IllegalArgumentException("The number of lines must be positive, not " + lines);
        }
        // The number of lines to come, as tmux counts it: the screen and as much history as there is.
        String history = "#{?#{e|>:#{history_size}," + lines + "}," + lines + ",#{history_size}}";
        String state = "#{e|+:#{pane_height}," + history + "} ";
        Reply.Answered answer = read(
                "capture the output of",
                () -> Exchange.counted("display-message -p -t " + address.pane() + " " + TmuxWords.quoted(state)
                        + " ; capture-pane -p -e -t " + address.pane() + " -S -" + lines));
        return History.lastLines(answer.blocks().get(1).lines(), lines, withColours);
    }

    @Override
    public void paste(String text) {
        byte[] bytes = PasteText.bytes(text);
        if (bytes.length == 0) {
            return;
        }
        Path file;
        try {
            file = PrivateFiles.temporary(settings.directory(), TmuxRuntime.PASTE_PREFIX, bytes);
        } catch (IOException e) {
            throw new TerminalException("Cannot keep the text for " + handle.name() + ": " + e, false, e);
        }
        try {
            String buffer = TmuxRuntime.PASTE_PREFIX + UUID.randomUUID();
            input(
                    "paste into",
                    "load-buffer -b " + buffer + " " + TmuxWords.quoted(file.toString())
                            + " ; if-shell -F -t " + address.pane() + " " + TmuxWords.quoted(PaneState.IS_DEAD)
                            + " { delete-buffer -b " + buffer + " ; display-message -p " + DEAD + " }"
                            + " { paste-buffer -p -r -d -b " + buffer + " -t " + address.pane() + " }");
        } finally {
            remove(file);
        }
    }

    private void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            System.getLogger(TmuxTerminal.class.getName())
                    .log(System.Logger.Level.WARNING, "Cannot remove {0}: {1}", file, e.getMessage());
        }
    }

    /** Leaves a mode in which a person may have put the pane, such as scrolling, because it would swallow the keys. */
    @Override
    public void press(List<Key> keys) {
        if (keys.isEmpty()) {
            return;
        }
        input(
                "press keys in",
                "if-shell -F -t " + address.pane() + " " + TmuxWords.quoted(PaneState.IS_DEAD)
                        + " { display-message -p " + DEAD + " } { copy-mode -q -t " + address.pane() + " ; "
                        + KeyWords.commands(address.pane(), keys) + " }");
    }

    /** While a person is attached, the size is theirs and this one comes into effect when they leave. */
    @Override
    public void resize(int columns, int rows) {
        LaunchCheck.requireSize(columns, rows);
        String size = columns + "x" + rows;
        done(
                "resize",
                link.ask(
                        server,
                        Exchange.of("set-option -w -t " + address.window() + " " + ServerConfiguration.SIZE_OPTION + " "
                                + size + " ; "
                                + Housekeeping.resizeUnlessAttached(handle.name(), address.window(), size))));
    }

    @Override
    public void signal(String name) {
        Liveness liveness = liveness();
        if (!(liveness instanceof Liveness.Alive(long pid))) {
            throw new TerminalException(
                    "Cannot send " + name + " to the program in " + handle.name() + ": " + liveness, false);
        }
        try {
            if (!signals.toGroup(pid, name)) {
                throw new TerminalException(
                        "The process group " + pid + " of " + handle.name() + " could not be sent " + name, false);
            }
        } catch (IOException e) {
            throw new TerminalException("Cannot send " + name + " to " + handle.name() + ": " + e, false, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TerminalException("Interrupted while sending " + name + " to " + handle.name(), true, e);
        }
    }

    /** Killing the window takes it out of the monitor session too; killing the session alone would not. */
    @Override
    public void destroy() {
        List<ProcessHandle> present = processes.present();
        Reply reply = link.ask(
                server, Exchange.of("kill-window -t " + address.window(), "kill-session -t '=" + handle.name() + "'"));
        switch (reply) {
            case Reply.ServerGone ignored -> {
                // Its terminals went with it; what ignored the hang-up is ended below.
            }
            case Reply.Unanswered(String reason, boolean sent) -> throw failed("remove", reason, sent);
            case Reply.Answered answered -> requireRemoved(answered);
        }
        try {
            ProcessTable.end(present, END_GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TerminalException("Interrupted while " + handle.name() + " ended", true, e);
        }
    }

    private void requireRemoved(Reply.Answered answer) {
        for (Reply.Block block : answer.blocks()) {
            if (block.failed() && !block.firstLine().startsWith("can't find")) {
                throw failed("remove", block.firstLine(), false);
            }
        }
    }

    /** Works inside a person's own tmux too, whose variables would otherwise be in the way; never starts a server. */
    @Override
    public List<String> attachCommand() {
        List<String> command = new ArrayList<>(List.of("env", "-u", "TMUX", "-u", "TMUX_PANE"));
        command.addAll(new TmuxCommand(settings).client("attach-session", "-t", "=" + handle.name()));
        return command;
    }

    @Override
    public View view(int columns, int rows) {
        LaunchCheck.requireSize(columns, rows);
        return new ClientView(handle.name(), attachCommand(), columns, rows).begin();
    }

    @Override
    public Subscription subscribe(TerminalListener listener) {
        PaneWatch watch = link.watch(address, listener);
        switch (probe.look()) {
            case PaneProbe.Look.Seen(PaneState state) -> watch.update(state);
            case PaneProbe.Look.Away(String reason) -> watch.end(new Liveness.Gone(reason));
            case PaneProbe.Look.Unseen(String reason) -> watch.lost(reason);
        }
        return () -> link.unwatch(watch, listener);
    }

    // --- asking

    private Reply.Answered read(String what, Supplier<Exchange> exchange) {
        return done(what, link.query(server, exchange));
    }

    private void input(String what, String commandLine) {
        Reply.Answered answer = done(what, link.ask(server, Exchange.of(commandLine)));
        if (answer.blocks().stream().anyMatch(block -> block.firstLine().equals(DEAD))) {
            throw failed(what, "its program has ended or let go of the terminal", false);
        }
    }

    private Reply.Answered done(String what, Reply reply) {
        return switch (reply) {
            case Reply.Unanswered(String reason, boolean sent) -> throw failed(what, reason, sent);
            case Reply.ServerGone(String reason) -> throw failed(what, reason, false);
            case Reply.Answered answered -> {
                answered.failure().ifPresent(failure -> {
                    throw failed(what, failure, false);
                });
                yield answered;
            }
        };
    }

    private TerminalException failed(String what, String reason, boolean inDoubt) {
        return new TerminalException("Cannot " + what + " " + handle.name() + ": " + reason, inDoubt);
    }
}

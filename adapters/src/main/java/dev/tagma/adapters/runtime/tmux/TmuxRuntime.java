package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.terminal.LaunchCheck;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Terminals as panes of a tmux server of our own: each in a session of its name, to which a person may attach, and
 * linked into a hidden session to which one control client is attached for all of them. Nothing is started before the
 * first terminal is; the server outlives this process for as long as it holds a terminal.
 */
public final class TmuxRuntime implements TerminalRuntime {

    static final String PASTE_PREFIX = "tagma-paste-";

    private static final String NAME = "tmux";
    private static final int HANDLE_VERSION = 1;
    private static final int SERVER_ATTEMPTS = 3;
    private static final Pattern TERMINAL_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,99}");

    private final TmuxSettings settings;
    private final TmuxLink link;
    private final RollCall roll;

    public TmuxRuntime(TmuxSettings settings) {
        this.settings = settings;
        this.link = new TmuxLink(new OwnServer(
                settings,
                new ServerScope(
                        settings.userRuntimeDirectory(),
                        Path.of("/proc/self/cgroup"),
                        Path.of("/usr/bin/systemd-run"))));
        this.roll = new RollCall(link);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TerminalHandle plan(String name) {
        if (!TERMINAL_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'" + name + "' cannot name a terminal; use letters, digits and hyphens, at most 100");
        }
        return new TerminalHandle(HANDLE_VERSION, NAME, settings.bootId(), name);
    }

    @Override
    public Terminal start(TerminalHandle handle, TerminalSpec spec) {
        requireOurs(handle);
        if (!handle.bootId().equals(settings.bootId())) {
            throw new TerminalException(
                    "The handle of " + handle.name() + " is of another boot of this machine; plan a new one", false);
        }
        LaunchCheck.require(spec);
        for (int attempt = 1; ; attempt++) {
            ServerProcess server = server(handle);
            Reply reply = link.query(server, () -> finding(handle));
            // A server may have ended unnoticed; nothing has been made yet, so the next one is as good.
            if (!(reply instanceof Reply.ServerGone) || attempt == SERVER_ATTEMPTS) {
                Optional<PaneAddress> existing = address(handle, reply);
                return terminal(handle, server, existing.orElseGet(() -> make(handle, spec, server)));
            }
        }
    }

    private ServerProcess server(TerminalHandle handle) {
        try {
            return link.start().server();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TerminalException("Interrupted while tmux started for " + handle.name(), false, e);
        }
    }

    /** One line of commands, which the server takes as a whole, so that a crash of ours never leaves half of it. */
    private PaneAddress make(TerminalHandle handle, TerminalSpec spec, ServerProcess server) {
        String target = "'=" + handle.name() + ":'";
        String environment = ProgramCommand.throughTmux(spec).entrySet().stream()
                .map(TmuxRuntime::environmentOption)
                .collect(Collectors.joining());
        Exchange exchange = Exchange.of(
                // What another start left half-made is not a terminal; it would be in the way.
                "if-shell -F -t " + target + " '#{==:#{session_name}#{" + ServerConfiguration.NAME_OPTION + "},"
                        + handle.name() + "}' { kill-session -t '=" + handle.name() + "' }",
                "new-session -d -P -F '" + PaneAddress.FORMAT + "' -s " + handle.name()
                        + " -x " + spec.columns() + " -y " + spec.rows()
                        + " -c "
                        + TmuxWords.quoted(TmuxWords.unexpanded(spec.directory().toString()))
                        + environment
                        + " -- " + TmuxWords.quoted(ProgramCommand.command(spec))
                        + " ; set-option -p -t " + target + " " + ServerConfiguration.NAME_OPTION + " "
                        + handle.name()
                        + " ; set-option -w -t " + target + " " + ServerConfiguration.SIZE_OPTION + " "
                        + spec.columns() + "x" + spec.rows()
                        + " ; select-pane -t " + target + " -T ''"
                        + " ; link-window -d -s " + target + " -t '=" + ServerConfiguration.MONITOR + ":'");
        return switch (link.ask(server, exchange)) {
            case Reply.Unanswered(String reason, boolean sent) -> throw failed(handle, reason, sent);
            case Reply.ServerGone(String reason) -> throw failed(handle, reason, true);
            case Reply.Answered answered -> address(handle, server, answered);
        };
    }

    private PaneAddress address(TerminalHandle handle, ServerProcess server, Reply.Answered answer) {
        Optional<String> failure = answer.failure();
        if (failure.isPresent()) {
            // Another runtime on the same server may have been quicker.
            return address(handle, link.query(server, () -> finding(handle)))
                    .orElseThrow(() -> failed(handle, failure.get(), false));
        }
        return answer.blocks().stream()
                .flatMap(block -> PaneAddress.parse(block.firstLine()).stream())
                .findFirst()
                .orElseThrow(() -> failed(handle, "tmux did not say where it is", true));
    }

    private static String environmentOption(Map.Entry<String, String> variable) {
        return " -e " + TmuxWords.quoted(variable.getKey() + "=" + variable.getValue());
    }

    @Override
    public Recovery recover(TerminalHandle handle) {
        requireOurs(handle);
        if (!handle.bootId().equals(settings.bootId())) {
            return new Recovery.Rebooted();
        }
        return switch (roll.call()) {
            case RollCall.Present(ServerProcess server, Map<String, PaneAddress> terminals) ->
                Optional.ofNullable(terminals.get(handle.name()))
                        .<Recovery>map(address -> new Recovery.Found(terminal(handle, server, address)))
                        .orElseGet(() -> new Recovery.Missing("the tmux server holds no terminal " + handle.name()));
            case RollCall.Gone(String reason) -> new Recovery.Missing(reason);
            case RollCall.Unheard(String reason) -> new Recovery.Unreachable(reason);
        };
    }

    @Override
    public List<TerminalHandle> list() {
        Reply reply =
                link.query(null, () -> Exchange.of("list-panes -a -F '#{" + ServerConfiguration.NAME_OPTION + "}'"));
        return switch (reply) {
            case Reply.ServerGone ignored -> List.of();
            case Reply.Unanswered(String reason, boolean ignored) ->
                throw new TerminalException("The terminals cannot be listed: " + reason, false);
            case Reply.Answered answered ->
                answered.blocks().stream()
                        .flatMap(block -> block.lines().stream())
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .sorted()
                        .map(this::plan)
                        .toList();
        };
    }

    private static Optional<PaneAddress> address(TerminalHandle handle, Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> address(answered);
            case Reply.ServerGone(String reason) -> throw failed(handle, reason, false);
            case Reply.Unanswered(String reason, boolean ignored) -> throw failed(handle, reason, false);
        };
    }

    private static Exchange finding(TerminalHandle handle) {
        return Exchange.of("list-panes -a -f '#{==:#{" + ServerConfiguration.NAME_OPTION + "}," + handle.name()
                + "}' -F '" + PaneAddress.FORMAT + "'");
    }

    private static Optional<PaneAddress> address(Reply.Answered answer) {
        return answer.blocks().isEmpty()
                ? Optional.empty()
                : PaneAddress.parse(answer.blocks().getFirst().firstLine());
    }

    private Terminal terminal(TerminalHandle handle, ServerProcess server, PaneAddress address) {
        return new TmuxTerminal(handle, settings, link, server, address);
    }

    private static void requireOurs(TerminalHandle handle) {
        if (!handle.runtime().equals(NAME) || handle.version() != HANDLE_VERSION) {
            throw new IllegalArgumentException("The handle " + handle.text() + " is not one of this tmux runtime");
        }
        if (!TERMINAL_NAME.matcher(handle.name()).matches()) {
            throw new IllegalArgumentException("The handle " + handle.text() + " holds no name of a terminal");
        }
    }

    private static TerminalException failed(TerminalHandle handle, String reason, boolean inDoubt) {
        return new TerminalException("The terminal " + handle.name() + " cannot be started: " + reason, inDoubt);
    }

    @Override
    public void close() {
        link.close();
    }
}

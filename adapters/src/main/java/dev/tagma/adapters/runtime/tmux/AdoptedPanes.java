package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.runtime.ForeignPane;
import dev.tagma.spi.runtime.ForeignTerminals;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.spi.runtime.TerminalSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Panes of tmux servers that are not ours: found, looked at, typed into and let go. */
public final class AdoptedPanes implements TerminalRuntime, ForeignTerminals {

    private static final String NAME = "adopted";
    private static final int HANDLE_VERSION = 1;

    private final TmuxSettings ours;
    private final ForeignServers servers;
    private final Map<PaneOfOthers, TmuxLink> links = new ConcurrentHashMap<>();

    /**
     * @param ours of the server that is ours, whose panes are nobody else's
     * @param usual the directory in which this user's servers have their sockets
     */
    public AdoptedPanes(TmuxSettings ours, Path usual) {
        this.ours = ours;
        this.servers = new ForeignServers(ours.program(), usual, ours.socket());
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Of no pane: what was not found in one cannot be made. */
    @Override
    public TerminalHandle plan(String name) {
        return new TerminalHandle(HANDLE_VERSION, NAME, ours.bootId(), name);
    }

    @Override
    public Terminal start(TerminalHandle handle, TerminalSpec spec) {
        throw new TerminalException(
                "Tagma starts no program in a pane that is somebody else's: start it there by hand and adopt it again, or"
                        + " go on with its conversation in a session of Tagma's own (tagma create --resume)",
                false);
    }

    @Override
    public Recovery recover(TerminalHandle handle) {
        if (!handle.bootId().equals(ours.bootId())) {
            return new Recovery.Rebooted();
        }
        Optional<PaneOfOthers> place = PaneOfOthers.parse(handle.name(), ours.bootId());
        return place.map(found -> recover(handle, found))
                .orElseGet(() -> new Recovery.Missing("the handle names no pane"));
    }

    private Recovery recover(TerminalHandle handle, PaneOfOthers place) {
        return switch (servers.look(place.socket())) {
            case ForeignServers.Look.Gone(String reason) -> new Recovery.Missing(reason);
            case ForeignServers.Look.Unclear(String reason) -> new Recovery.Unreachable(reason);
            case ForeignServers.Look.Seen(List<ForeignServers.Row> rows) ->
                rows.stream()
                        .filter(row -> row.pane().equals(place.pane())
                                && row.server() == place.server().pid())
                        .findFirst()
                        .<Recovery>map(row -> new Recovery.Found(terminal(handle, place, row)))
                        .orElseGet(() -> new Recovery.Missing("the pane " + place.pane() + " is gone"));
        };
    }

    private Terminal terminal(TerminalHandle handle, PaneOfOthers place, ForeignServers.Row row) {
        TmuxSettings theirs = settings(place.socket());
        TmuxLink link = links.computeIfAbsent(place, each -> new TmuxLink(new GuestOf(theirs, each, servers)));
        return new AdoptedTerminal(
                handle,
                theirs,
                link,
                place,
                new PaneAddress(place.pane(), row.windowId(), row.pid()),
                () -> letGo(place));
    }

    private void letGo(PaneOfOthers place) {
        TmuxLink link = links.remove(place);
        if (link != null) {
            link.close();
        }
    }

    private TmuxSettings settings(Path socket) {
        return new TmuxSettings(ours.program(), socket, ours.directory(), ours.bootId(), ours.userRuntimeDirectory());
    }

    /** None is ours. */
    @Override
    public List<TerminalHandle> list() {
        return List.of();
    }

    @Override
    public List<ForeignPane> panes(Optional<Path> server) {
        List<ForeignPane> panes = new ArrayList<>();
        for (Path socket : server.map(List::of).orElseGet(servers::sockets)) {
            requireForeign(socket);
            switch (servers.look(socket)) {
                case ForeignServers.Look.Seen(List<ForeignServers.Row> rows) ->
                    rows.stream()
                            .distinct()
                            .filter(row -> !row.dead())
                            .flatMap(row -> pane(socket, row).stream())
                            .filter(pane -> panes.stream()
                                    .noneMatch(known -> known.handle().equals(pane.handle())))
                            .forEach(panes::add);
                case ForeignServers.Look.Gone(String reason) -> refuse(server, reason);
                case ForeignServers.Look.Unclear(String reason) -> refuse(server, reason);
            }
        }
        return List.copyOf(panes);
    }

    /** A server that was not asked for by name may say nothing. */
    private static void refuse(Optional<Path> named, String reason) {
        if (named.isPresent()) {
            throw new TerminalException("The panes cannot be listed: " + reason, false);
        }
    }

    @Override
    public ForeignPane pane(Optional<Path> server, String name) {
        Path socket = server.orElseGet(servers::usualSocket);
        requireForeign(socket);
        return switch (servers.find(socket, name)) {
            case ForeignServers.Look.Seen(List<ForeignServers.Row> rows) ->
                rows.stream()
                        .filter(row -> !row.dead())
                        .flatMap(row -> pane(socket, row).stream())
                        .findFirst()
                        .orElseThrow(() -> new TerminalException(
                                "The tmux server at " + socket + " has no pane '" + name
                                        + "' in which a program runs; tagma adopt --list shows those that there are",
                                false));
            case ForeignServers.Look.Gone(String reason) -> throw new TerminalException(reason, false);
            case ForeignServers.Look.Unclear(String reason) -> throw new TerminalException(reason, false);
        };
    }

    private void requireForeign(Path socket) {
        if (servers.isOurs(socket)) {
            throw new TerminalException(
                    "The tmux server at " + socket + " is Tagma's own; its panes are sessions", false);
        }
    }

    private Optional<ForeignPane> pane(Path socket, ForeignServers.Row row) {
        Optional<ProcessKey> program = Processes.foreground(row.pid()).or(() -> Processes.find(row.pid()));
        return program.map(found -> {
            var place = new PaneOfOthers(row.pane(), ServerProcess.of(row.server()), found, socket);
            return new ForeignPane(
                    plan(place.text()),
                    socket + ":" + row.pane(),
                    row.window(),
                    row.title(),
                    found,
                    commands(found.pid()),
                    Processes.directory(found.pid()).orElse(Path.of("/")));
        });
    }

    private static List<List<String>> commands(long program) {
        Stream<Long> started = ProcessHandle.of(program).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(program), started)
                .map(Processes::command)
                .filter(command -> !command.isEmpty())
                .toList();
    }

    @Override
    public void close() {
        links.values().forEach(TmuxLink::close);
        links.clear();
    }
}

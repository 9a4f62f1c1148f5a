package dev.tagma.adapters.sandbox.bubblewrap;

import dev.tagma.adapters.confine.Inside;
import dev.tagma.adapters.confine.Mounts;
import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.sandbox.bubblewrap.proxy.AllowListProxy;
import dev.tagma.adapters.sandbox.bubblewrap.proxy.Upstream;
import dev.tagma.core.sandbox.Containment;
import dev.tagma.core.sandbox.Network;
import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.sandbox.Enclosure;
import dev.tagma.spi.sandbox.Interior;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A session's sandbox: the same for each of its programs, each of which has its own namespaces. */
final class BubblewrapEnclosure implements Enclosure {

    private static final List<String> PROXIES = List.of("http_proxy", "https_proxy", "all_proxy");

    /** Where the directory of the proxy's socket is within. */
    private static final Path NET = Path.of("/run/tagma-net");

    private static final Path READY = Path.of("/tmp/.tagma-net-ready");
    private static final String SOCKET = "proxy";

    private final Interior interior;
    private final Path program;
    private final Scope scope;
    private final ForwarderProgram forwarder;
    private final Optional<AllowListProxy> proxy;

    BubblewrapEnclosure(Interior interior, Path program, Scope scope, ForwarderProgram forwarder) {
        this.interior = interior;
        this.program = program;
        this.scope = scope;
        this.forwarder = forwarder;
        this.proxy = rule().network() instanceof Network.Listed(var hosts)
                ? Optional.of(open(new Upstream(hosts)))
                : Optional.empty();
    }

    private SandboxRule rule() {
        return interior.rule();
    }

    private Path net() {
        return interior.directory().resolve("net");
    }

    private AllowListProxy open(Upstream upstream) {
        try {
            return AllowListProxy.open(net(), SOCKET, upstream);
        } catch (IOException failed) {
            throw new TerminalException(
                    "The proxy of this session's sandbox cannot be opened at " + net() + ": " + failed, false, failed);
        }
    }

    @Override
    public Launch around(Launch launch) {
        String named = launch.command().getFirst();
        Path found = Executables.find(named, launch.environment(), launch.directory())
                .orElseThrow(() -> new TerminalException(
                        "There is no program '" + named + "' that could be run in the sandbox", false));
        Command command = new Command();
        if (!(rule().network() instanceof Network.On)) {
            command.with("--unshare-net");
        }
        SystemFiles.into(command);
        Path home = home(launch.environment());
        command.with("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--tmpfs", "/var/tmp", "--tmpfs", "/run");
        command.with("--tmpfs", home.toString());
        command.mounts(mounts(launch.environment(), home).inOrder());
        proxy.ifPresent(_ -> command.with("--ro-bind", net().toString(), NET.toString()));
        Inside.LEADING_OUT.forEach(name -> command.with("--unsetenv", name));
        command.with("--chdir", launch.directory().toString());
        List<String> runs = new ArrayList<>(scope.within(rule().limits()));
        proxy.ifPresent(_ -> runs.addAll(Entrance.words(forwarder.command(NET.resolve(SOCKET), READY), READY)));
        runs.add(found.toString());
        runs.addAll(launch.command().subList(1, launch.command().size()));
        return new Launch(
                Command.runs(kept(command.options()), scope.around(rule().limits()), program, runs),
                environment(launch.environment()),
                launch.directory(),
                launch.terminal());
    }

    /** The same options are the same file, which every program that is started so reads once. */
    private Path kept(byte[] options) {
        Path file = interior.directory().resolve("sandbox-" + Integer.toHexString(Arrays.hashCode(options)));
        try {
            Files.createDirectories(interior.directory());
            Files.write(file, options);
            return file;
        } catch (IOException failed) {
            throw new TerminalException("The sandbox's options cannot be written: " + failed, false, failed);
        }
    }

    private Mounts mounts(Map<String, String> environment, Path home) {
        Mounts mounts = new Mounts();
        Inside.into(mounts, interior);
        mounts.readPrograms(environment, home);
        proxy.ifPresent(_ -> mounts.readAll(forwarder.places()));
        return mounts;
    }

    private static Path home(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("HOME", "/root"));
    }

    private Map<String, String> environment(Map<String, String> given) {
        if (rule().network() instanceof Network.On) {
            return given;
        }
        Map<String, String> environment = new HashMap<>(given);
        List.of("no_proxy", "NO_PROXY").forEach(environment::remove);
        PROXIES.forEach(name -> {
            environment.remove(name);
            environment.remove(name.toUpperCase(Locale.ROOT));
        });
        proxy.ifPresent(_ -> PROXIES.forEach(name -> {
            String address = "http://127.0.0.1:" + ForwarderProgram.PORT;
            environment.put(name, address);
            environment.put(name.toUpperCase(Locale.ROOT), address);
        }));
        return environment;
    }

    @Override
    public Optional<Containment> containment() {
        List<String> enforced = new ArrayList<>();
        List<String> open = new ArrayList<>();
        Mounts mounts = new Mounts();
        Inside.into(mounts, interior);
        enforced.add("files it can write: " + Inside.writable(mounts, Set.of()) + ", and a /tmp of its own");
        enforced.add("files it can read: these, " + SystemFiles.WORDS + Inside.readable(mounts.inOrder())
                + "; nothing else is there");
        enforced.add(Inside.GIT);
        enforced.add("processes: it sees and signals its own and no others");
        switch (rule().network()) {
            case Network.On on -> open.add("network: whatever this machine reaches, its own services among that");
            case Network.Off off -> enforced.add("network: none");
            case Network.Listed(var hosts) ->
                enforced.add("network: only " + rule().network().joined() + ", through a proxy of the daemon's");
        }
        scope.tell(rule().limits(), enforced, open);
        open.add(Inside.LEFT);
        return Optional.of(new Containment(enforced, open));
    }

    @Override
    public boolean ownNumbers() {
        return true;
    }

    @Override
    public void end() {
        // Whatever it started ends with it: the kernel sees to that.
    }

    @Override
    public void close() {
        proxy.ifPresent(AllowListProxy::close);
    }
}

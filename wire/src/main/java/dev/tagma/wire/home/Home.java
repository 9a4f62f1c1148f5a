package dev.tagma.wire.home;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The directories of one Tagma: one home has at most one daemon. {@code TAGMA_HOME} moves all of them; without it they
 * follow the XDG base directories.
 *
 * @param state what must not be lost: the store, logs, tokens
 * @param configuration what a person writes: {@code config.yaml}
 * @param cache what can be made again
 * @param runtime the private directory of the sockets, named by a hash of {@code state}, short enough for a socket's path
 */
public record Home(Path state, Path configuration, Path cache, Path runtime) {

    /** The variable that moves everything. */
    public static final String VARIABLE = "TAGMA_HOME";

    /**
     * A socket's path must have less than this many bytes. Linux allows 107 and macOS 103; the rest is for names
     * longer than {@code daemon.sock} beside it.
     */
    private static final int SOCKET_PATH_LIMIT = 100;

    private static final String SOCKET = "daemon.sock";

    private static final String XDG_STATE = "XDG_STATE_HOME";
    private static final String XDG_CONFIGURATION = "XDG_CONFIG_HOME";
    private static final String XDG_CACHE = "XDG_CACHE_HOME";
    private static final String XDG_RUNTIME = "XDG_RUNTIME_DIR";

    /**
     * Finds the home of a process.
     *
     * @param environment the process's environment
     * @param userHome the user's home directory, where the environment does not name one
     * @param workingDirectory what a relative {@code TAGMA_HOME} is relative to
     */
    public static Home of(Map<String, String> environment, Path userHome, Path workingDirectory) {
        return of(environment, userHome, workingDirectory, PrivateDirectory::usableParent, PrivateDirectory::user);
    }

    static Home of(
            Map<String, String> environment,
            Path userHome,
            Path workingDirectory,
            Predicate<Path> usable,
            Supplier<String> user) {
        Optional<Path> moved = Optional.ofNullable(environment.get(VARIABLE))
                .filter(value -> !value.isEmpty())
                .map(value -> workingDirectory.resolve(value).toAbsolutePath().normalize());
        Path person = Optional.ofNullable(environment.get("HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(userHome);
        Path state = moved.map(home -> home.resolve("state"))
                .orElseGet(() -> xdg(environment, XDG_STATE, person.resolve(".local/state")));
        return new Home(
                state,
                moved.orElseGet(() -> xdg(environment, XDG_CONFIGURATION, person.resolve(".config"))),
                moved.map(home -> home.resolve("cache"))
                        .orElseGet(() -> xdg(environment, XDG_CACHE, person.resolve(".cache"))),
                runtime(environment, state, usable, user));
    }

    /** The base directory's own rule: a path that is not absolute counts as not set. */
    private static Path xdg(Map<String, String> environment, String variable, Path otherwise) {
        return absolute(environment, variable)
                .orElse(otherwise)
                .resolve("tagma")
                .normalize();
    }

    private static Optional<Path> absolute(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute);
    }

    private static Path runtime(
            Map<String, String> environment, Path state, Predicate<Path> usable, Supplier<String> user) {
        String hash = hash(state);
        return absolute(environment, XDG_RUNTIME)
                .filter(usable)
                .map(directory -> directory.resolve("tagma-" + hash))
                .filter(directory -> bytes(directory.resolve(SOCKET)).length < SOCKET_PATH_LIMIT)
                .orElseGet(() -> Path.of("/tmp", "tagma-" + user.get() + "-" + hash));
    }

    /** 64 bits of FNV-1a: it only has to tell one person's homes apart, and no security provider has to be loaded for it. */
    private static String hash(Path path) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : bytes(path)) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        String digits = Long.toHexString(hash >>> 16);
        return "0".repeat(12 - digits.length()) + digits;
    }

    private static byte[] bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Where the daemon listens. */
    public Path socket() {
        return runtime.resolve(SOCKET);
    }

    /**
     * Where the daemon says which socket it listens on: its path and a line end, put there by rename once it listens, and
     * removed as the first step of stopping on purpose. So where it is and nobody listens, the daemon was killed. And a
     * process whose environment leads to another {@link #socket()} for the same state, such as one without
     * {@code XDG_RUNTIME_DIR}, finds the daemon by it.
     */
    public Path address() {
        return state.resolve("daemon.address");
    }

    /** Locked by the daemon as long as it lives. */
    public Path daemonLock() {
        return state.resolve("daemon.lock");
    }

    /** Locked by whoever is starting a daemon, until it is ready. */
    public Path startLock() {
        return state.resolve("start.lock");
    }

    /** What the daemon's process writes to its standard error. */
    public Path daemonOutput() {
        return state.resolve("daemon.err");
    }

    public Path configurationFile() {
        return configuration.resolve("config.yaml");
    }

    /** Where a person's own manifests of agents lie, a file each. */
    public Path agents() {
        return configuration.resolve("agents");
    }
}

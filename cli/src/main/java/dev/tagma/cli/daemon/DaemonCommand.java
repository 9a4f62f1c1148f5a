package dev.tagma.cli.daemon;

import dev.tagma.wire.home.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How a daemon is started: its words and its environment.
 *
 * <p>The launcher says with {@code tagma.java}, {@code tagma.lib} and {@code tagma.aot} which JVM, which folder of jars and
 * which start-up cache to use; without it, the daemon runs as this process does.
 *
 * @param properties the system properties of this process
 * @param environment the environment of this process
 */
public record DaemonCommand(Map<String, String> properties, Map<String, String> environment) {

    private static final String MAIN = "dev.tagma.app.Main";

    /**
     * A daemon is idle most of the time and stands beside agents that need the memory. The young generation is as large as
     * it must be for what is short-lived to end there, since what has grown old stays until a full collection. The optimising
     * compiler, which costs more than the rest of a daemon's start, is for what runs for long, such as hashing a large tree,
     * and the memory that it took is given back.
     */
    private static final List<String> MODEST = List.of(
            "-XX:+UseSerialGC",
            "-Xms32m",
            "-Xmn16m",
            "-Xmx1g",
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000",
            "-XX:TrimNativeHeapInterval=60000");

    /**
     * What a daemon, and so the agents it starts, may know of the shell it happens to be started from. Keys and tokens are
     * not here: what an agent needs is configured for it.
     */
    private static final Set<String> PASSED = Set.of(
            "HOME",
            "USER",
            "LOGNAME",
            "SHELL",
            "PATH",
            "LANG",
            "LANGUAGE",
            "TZ",
            "TMPDIR",
            "XDG_STATE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "XDG_DATA_HOME",
            "XDG_RUNTIME_DIR",
            "XDG_CONFIG_DIRS",
            "XDG_DATA_DIRS",
            "DBUS_SESSION_BUS_ADDRESS",
            "SSH_AUTH_SOCK",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "ALL_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "all_proxy",
            "no_proxy",
            "SSL_CERT_FILE",
            "SSL_CERT_DIR",
            "NODE_EXTRA_CA_CERTS",
            // Where the person's Claude Code keeps its login and its conversations.
            "CLAUDE_CONFIG_DIR",
            "TAGMA_JAVA_HOME",
            "TAGMA_JAVA_OPTS",
            // Of tests alone: a clock that jumps.
            "TAGMA_CLOCK",
            // Where the crash harness says when the daemon shall die.
            "TAGMA_KILL_AT",
            Home.VARIABLE);

    public DaemonCommand {
        properties = Map.copyOf(properties);
        environment = Map.copyOf(environment);
    }

    List<String> words() {
        var words = new ArrayList<>(detaching());
        words.add(property("tagma.java")
                .orElseGet(() -> Path.of(required("java.home"), "bin", "java").toString()));
        words.addAll(MODEST);
        words.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                // What the JVM has to say belongs on stderr: stdout is for the start line.
                "-Xlog:disable",
                "-Xlog:all=warning:stderr"));
        property("tagma.aot")
                .filter(cache -> Files.exists(Path.of(cache)))
                .ifPresent(cache -> words.add("-XX:AOTCache=" + cache));
        Stream.of("tagma.java", "tagma.lib", "tagma.aot")
                .forEach(name -> property(name).ifPresent(value -> words.add("-D" + name + "=" + value)));
        options().forEach(words::add);
        words.addAll(List.of("-cp", classPath(), MAIN, "daemon"));
        return words;
    }

    private Stream<String> options() {
        return Stream.of(environment.getOrDefault("TAGMA_JAVA_OPTS", "").split(" ", -1))
                .filter(option -> !option.isEmpty());
    }

    private String classPath() {
        return property("tagma.lib")
                .map(lib -> Path.of(lib, "tagma-app.jar").toString())
                .orElseGet(() -> required("java.class.path"));
    }

    private Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name)).filter(value -> !value.isEmpty());
    }

    private String required(String name) {
        return property(name).orElseThrow(() -> new IllegalStateException("This JVM does not say its " + name));
    }

    /**
     * A session of its own: then neither the terminal's interrupt nor its end reaches the daemon. {@code setsid} becomes the
     * command, so that the process we started is the daemon itself; macOS has none but Perl.
     */
    private List<String> detaching() {
        if (executable("setsid").isPresent()) {
            return List.of(executable("setsid").get());
        }
        return executable("perl")
                .map(perl -> List.of(perl, "-MPOSIX", "-e", "POSIX::setsid(); exec {$ARGV[0]} @ARGV"))
                .orElse(List.of());
    }

    private Optional<String> executable(String name) {
        return Stream.concat(
                        Stream.of(environment.getOrDefault("PATH", "").split(":", -1)), Stream.of("/usr/bin", "/bin"))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    Map<String, String> allowed() {
        var allowed = new TreeMap<String, String>();
        environment.forEach((name, value) -> {
            if (PASSED.contains(name) || name.startsWith("LC_")) {
                allowed.put(name, value);
            }
        });
        // Under another encoding the JVM could not even name a file with an umlaut, and tmux would draw question marks.
        if (!utf8(allowed)) {
            allowed.remove("LC_ALL");
            allowed.put("LC_CTYPE", "C.UTF-8");
        }
        return allowed;
    }

    private static boolean utf8(Map<String, String> environment) {
        String locale = Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
        return locale.toLowerCase(java.util.Locale.ROOT).replace("-", "").contains("utf8");
    }
}

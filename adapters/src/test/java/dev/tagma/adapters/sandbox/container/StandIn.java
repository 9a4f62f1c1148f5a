package dev.tagma.adapters.sandbox.container;

import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Outcome;
import dev.tagma.adapters.exec.Programs;
import dev.tagma.spi.sandbox.Enclosure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program called {@code docker} or {@code podman} that makes no container: it writes down its words and the names of its
 * variables, and answers what an engine would. What follows the image it runs itself, with the entrypoint.
 */
final class StandIn {

    private static final String SCRIPT = """
            #!/bin/sh
            here='@HERE@'
            printf '%s\\0' "$@" >"$here/words.$(ls "$here" | grep -c '^words')"
            env | sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p' >"$here/names"
            case $1 in
                version|info)
                    if [ -e "$here/refusal" ]; then cat "$here/refusal" >&2; exit 1; fi
                    case $3 in *Security*) cat "$here/settings" ;; *) echo 29.1 ;; esac ;;
                ps) cat "$here/containers" ;;
                rm) shift 2
                    if [ -e "$here/refusal" ]; then cat "$here/refusal" >&2; exit 1; fi
                    for name; do
                        grep -vxF "$name" "$here/containers" >"$here/rest"
                        mv "$here/rest" "$here/containers"
                    done ;;
                run) while [ "$1" != --entrypoint ]; do shift; done
                    program=$2
                    shift 3
                    exec "$program" "$@" ;;
            esac
            """;

    private final Path log;

    private StandIn(Path log) {
        this.log = log;
    }

    /** Puts one of this name into a directory of programs. */
    static StandIn put(Path bin, String name) throws IOException {
        Path log = Files.createDirectories(bin.resolveSibling("log of " + name));
        Files.createDirectories(bin);
        Path program = Files.writeString(bin.resolve(name), SCRIPT.replace("@HERE@", log.toString()));
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        Files.createFile(log.resolve("containers"));
        Files.writeString(log.resolve("settings"), "[name=seccomp,profile=builtin name=cgroupns]\n");
        return new StandIn(log);
    }

    /** Has it answer so, and fail. */
    void refuses(String text) throws IOException {
        Files.writeString(log.resolve("refusal"), text);
    }

    void settings(String text) throws IOException {
        Files.writeString(log.resolve("settings"), text);
    }

    /** Has it say that these are there. */
    void contains(String... names) throws IOException {
        Files.write(log.resolve("containers"), List.of(names));
    }

    List<String> containers() throws IOException {
        return Files.readAllLines(log.resolve("containers"));
    }

    /** The words of each call, the first call first. */
    List<List<String>> calls() throws IOException {
        List<List<String>> calls = new ArrayList<>();
        for (Path file = log.resolve("words.0"); Files.exists(file); file = log.resolve("words." + calls.size())) {
            calls.add(Stream.of(Files.readString(file).split("\0", -1)).toList().reversed().stream()
                    .skip(1)
                    .toList()
                    .reversed());
        }
        return calls;
    }

    /** The names of the variables that it had last. */
    List<String> variables() throws IOException {
        return Files.readAllLines(log.resolve("names"));
    }

    /** Starts what is launched and waits for its end. */
    static Outcome.Exited run(Enclosure.Launch launch) throws InterruptedException {
        return (Outcome.Exited)
                new Programs().run(Invocation.of(launch.directory(), launch.environment(), launch.command()));
    }

    /** A daemon's environment in which it is found. */
    static Map<String, String> environment(Path bin, Path home) {
        return Map.of("PATH", bin + ":/usr/bin:/bin", "HOME", home.toString());
    }
}

package dev.tagma.adapters.sandbox.bubblewrap;

import dev.tagma.core.sandbox.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Limits of what all processes of a sandbox take together. The kernel counts that in control groups, which the user's service
 * manager makes; where there is none, each process is limited by itself as far as that can be.
 */
final class Scope {

    private static final Path STARTER = Path.of("/usr/bin/systemd-run");
    private static final Path LIMITER = Path.of("/usr/bin/prlimit");

    private final boolean manager;
    private final boolean limiter;

    Scope(Map<String, String> environment) {
        this(
                Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                                .filter(path -> path.startsWith("/"))
                                .filter(path -> Files.exists(Path.of(path, "systemd/private")))
                                .isPresent()
                        && Files.isExecutable(STARTER),
                Files.isExecutable(LIMITER));
    }

    /**
     * @param manager whether the user has a service manager
     * @param limiter whether there is a program that limits a process
     */
    Scope(boolean manager, boolean limiter) {
        this.manager = manager;
        this.limiter = limiter;
    }

    /** What is put in front of the sandbox. */
    List<String> around(Limits limits) {
        List<String> properties = new ArrayList<>();
        limits.memory().ifPresent(bytes -> {
            properties.addAll(List.of("-p", "MemoryMax=" + bytes));
            properties.addAll(List.of("-p", "MemorySwapMax=0"));
        });
        limits.processes().ifPresent(count -> properties.addAll(List.of("-p", "TasksMax=" + count)));
        limits.cpuPercent().ifPresent(percent -> properties.addAll(List.of("-p", "CPUQuota=" + percent + "%")));
        if (!manager || properties.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of(STARTER.toString(), "--user", "--scope", "--quiet", "--collect"));
        words.addAll(properties);
        words.add("--");
        return words;
    }

    /** What is put in front of the program within. */
    List<String> within(Limits limits) {
        return !manager && limiter
                ? limits.memory()
                        .map(bytes -> List.of(LIMITER.toString(), "--data=" + bytes, "--"))
                        .orElse(List.of())
                : List.of();
    }

    /** Says of each limit that is wanted what becomes of it. */
    void tell(Limits limits, List<String> enforced, List<String> open) {
        limits.memory()
                .ifPresentOrElse(
                        bytes -> {
                            if (manager) {
                                enforced.add("memory: " + Limits.words(bytes) + " for all its processes together");
                            } else if (limiter) {
                                enforced.add("memory: " + Limits.words(bytes) + " for the data of each process");
                                open.add("memory of all processes together: the user has no service manager (systemd)"
                                        + " here that could limit it");
                            } else {
                                open.add("memory: nothing here could limit it");
                            }
                        },
                        () -> open.add("memory: no limit is set"));
        tell("processes", limits.processes().map(count -> count + " at once, threads among them"), enforced, open);
        tell("processors", limits.cpuPercent().map(percent -> percent + " % of the time of one"), enforced, open);
    }

    private void tell(String what, Optional<String> limit, List<String> enforced, List<String> open) {
        if (limit.isEmpty()) {
            open.add(what + ": no limit is set");
        } else if (manager) {
            enforced.add(what + ": " + limit.get());
        } else {
            open.add(what + ": the user has no service manager (systemd) here that could limit them");
        }
    }
}

package dev.tagma.adapters.sandbox.container;

import dev.tagma.adapters.confine.Inside;
import dev.tagma.adapters.confine.Mount;
import dev.tagma.core.sandbox.Containment;
import dev.tagma.core.sandbox.Limits;
import dev.tagma.core.sandbox.Network;
import dev.tagma.core.sandbox.SandboxRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what a container keeps an agent from, and what not. */
record Bounds(Engine engine, Person person, String image, SandboxRule rule) {

    /** Where engines listen that can be reached by a directory around them, too. */
    private static final List<Path> DAEMONS = Stream.of(
                    "/run/docker.sock",
                    "/var/run/docker.sock",
                    "/run/podman/podman.sock",
                    "/run/containerd/containerd.sock")
            .map(Path::of)
            .toList();

    /** Is there where control groups are of the kind that a user without rights may be given a part of. */
    private static final Path UNIFIED_GROUPS = Path.of("/sys/fs/cgroup/cgroup.controllers");

    Containment of(List<Mount> mounts) {
        List<String> enforced = new ArrayList<>();
        List<String> open = new ArrayList<>();
        files(mounts, enforced);
        enforced.add(Inside.GIT);
        enforced.add("processes: it sees and signals its own and no others");
        enforced.add("rights: none of root's, and no program gives it more");
        switch (rule.network()) {
            case Network.Off off -> enforced.add("network: none");
            case Network.On on ->
                open.add("network: whatever this machine reaches, and those of its services that do not listen at"
                        + " 127.0.0.1 alone");
            case Network.Listed listed -> open.add("network: no list of hosts is kept to in a container");
        }
        limits(enforced, open);
        sockets(mounts).ifPresent(open::add);
        open.add(maker());
        open.add("variables: who may speak to " + engine.title() + " can read their values");
        open.add(Inside.LEFT);
        return new Containment(enforced, open);
    }

    private static void files(List<Mount> mounts, List<String> enforced) {
        String written = mounts.stream()
                .filter(mount -> mount.access() == Mount.Access.WRITE)
                .map(mount -> mount.target().toString())
                .collect(Collectors.joining(", "));
        enforced.add("files it can write: " + written
                + ", and what is gone at its end: its home directory and what of the" + " image its user may");
        enforced.add("files it can read: these, the image" + Inside.readable(mounts) + "; nothing else is there");
    }

    private void limits(List<String> enforced, List<String> open) {
        Limits limits = rule.limits();
        tell(
                "memory",
                limits.memory().map(bytes -> Limits.words(bytes) + " for all its processes together"),
                enforced,
                open);
        tell("processes", limits.processes().map(count -> count + " at once, threads among them"), enforced, open);
        tell("processors", limits.cpuPercent().map(percent -> percent + " % of the time of one"), enforced, open);
    }

    private void tell(String what, Optional<String> limit, List<String> enforced, List<String> open) {
        if (limit.isEmpty()) {
            open.add(what + ": no limit is set");
        } else if (engine == Engine.DOCKER || person.root() || Files.exists(UNIFIED_GROUPS)) {
            enforced.add(what + ": " + limit.get());
        } else {
            open.add(what + ": Podman limits nothing for a user where control groups are of the first version");
        }
    }

    private String maker() {
        String who = engine == Engine.PODMAN && !person.root()
                ? "Podman sets it up as you"
                : engine.title() + " sets it up as root of this machine, as a rule";
        String within = person.root() ? "; it runs as root itself, without root's rights" : "";
        return "the container: " + who + within + "; it holds as far as that, the kernel and image " + image
                + " can be relied on, and no labels (SELinux) are about it";
    }

    /** Nothing puts one there but a place that somebody named. */
    private static Optional<String> sockets(List<Mount> mounts) {
        List<String> reached = mounts.stream()
                .filter(mount -> socket(mount.source())
                        || DAEMONS.stream()
                                .anyMatch(daemon -> Files.exists(daemon) && daemon.startsWith(mount.target())))
                .map(mount -> mount.target().toString())
                .toList();
        return reached.isEmpty()
                ? Optional.empty()
                : Optional.of("sockets: " + String.join(", ", reached)
                        + " reaches the daemon behind it, and one that makes containers is all of this machine");
    }

    private static boolean socket(Path place) {
        return Files.exists(place)
                && !Files.isDirectory(place)
                && !Files.isRegularFile(place)
                && !place.startsWith("/dev");
    }
}

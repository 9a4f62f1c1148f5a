package dev.tagma.adapters.confine;

import dev.tagma.adapters.confine.Mount.Access;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files that are there within, each place once; what is inside another one comes after it. */
public final class Mounts {

    private final Map<Path, Mount> byTarget = new LinkedHashMap<>();

    /** Lets it be read where it is there, unless it may be written already. */
    void read(Path place) {
        Path target = place.normalize();
        if (Files.exists(target)) {
            byTarget.putIfAbsent(target, new Mount(Access.READ, target, target));
        }
    }

    /** Lets all of them be read that are there. */
    public void readAll(Collection<Path> places) {
        places.forEach(this::read);
    }

    /** Lets programs of a person's own be run that are found by their names, with the settings that they look for. */
    public void readPrograms(Map<String, String> environment, Path home) {
        Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(place -> place.startsWith("/"))
                .map(Path::of)
                .filter(place -> !place.normalize().equals(home))
                .forEach(this::read);
        readSettings(environment, home);
    }

    /** Lets git know who a person is, and programs whom that person's machine trusts. */
    public void readSettings(Map<String, String> environment, Path home) {
        read(home.resolve(".gitconfig"));
        read(Path.of(
                environment.getOrDefault(
                        "XDG_CONFIG_HOME", home.resolve(".config").toString()),
                "git"));
        Stream.of("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(place -> place.startsWith("/"))
                .map(Path::of)
                .forEach(this::read);
    }

    /** Lets it be written where it is there. */
    void write(Path place) {
        write(place, place);
    }

    /** Lets what is at one place be written at another. */
    void write(Path place, Path seenAt) {
        if (Files.exists(place)) {
            Path target = seenAt.normalize();
            byTarget.put(target, new Mount(Access.WRITE, place.normalize(), target));
        }
    }

    /** Lets it be read and no more, whatever may be done around it. */
    void protect(Path place) {
        Path target = place.normalize();
        if (Files.exists(target)) {
            byTarget.put(target, new Mount(Access.READ, target, target));
        }
    }

    /** Puts an empty directory there that stays empty, where there is none. */
    void protectDirectory(Path place) {
        Path target = place.normalize();
        byTarget.put(target, new Mount(Files.isDirectory(target) ? Access.READ : Access.NOTHING, target, target));
    }

    /** Puts an empty file there that stays empty, where there is none. */
    void protectFile(Path place) {
        Path target = place.normalize();
        byTarget.put(target, new Mount(Access.READ, Files.exists(target) ? target : Path.of("/dev/null"), target));
    }

    /** What is in another one after that one. */
    public List<Mount> inOrder() {
        return byTarget.values().stream()
                .sorted(Comparator.comparingInt(mount -> mount.target().getNameCount()))
                .toList();
    }

    /** The places that may be written, in their order. */
    public List<Path> writable() {
        return inOrder().stream()
                .filter(mount -> mount.access() == Access.WRITE)
                .map(Mount::target)
                .toList();
    }
}

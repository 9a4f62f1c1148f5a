package dev.tagma.core.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an agent is to be kept within.
 *
 * @param readable further places that it may read, absolute
 * @param writable further places that it may write, absolute
 * @param image what a container is made of
 */
public record SandboxRule(
        SandboxKind kind,
        Network network,
        Limits limits,
        List<String> readable,
        List<String> writable,
        Optional<String> image) {

    /** No sandbox. */
    public static final SandboxRule NONE =
            new SandboxRule(SandboxKind.NONE, new Network.On(), Limits.NONE, List.of(), List.of(), Optional.empty());

    public SandboxRule {
        readable = List.copyOf(readable);
        writable = List.copyOf(writable);
    }

    /** Whether there is anything that contains the agent. */
    public boolean encloses() {
        return kind != SandboxKind.NONE;
    }

    /** What is wrong with it by itself, in a sentence with the next step. */
    public Optional<String> objection() {
        if (!encloses()) {
            return equals(NONE)
                    ? Optional.empty()
                    : Optional.of("Network, limits, places and images are those of a sandbox, and there is none;"
                            + " choose one, such as bubblewrap");
        }
        if (kind.container() && image.isEmpty()) {
            return Optional.of("A container is made of an image; name one as 'image'");
        }
        if (!kind.container() && image.isPresent()) {
            return Optional.of("Bubblewrap runs what is on this machine and takes no image; leave it out");
        }
        if (image.filter(name -> !name.matches("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}"))
                .isPresent()) {
            return Optional.of("'" + image.get() + "' is not the name of an image");
        }
        return Stream.concat(readable.stream(), writable.stream())
                .filter(place -> !absolute(place))
                .findFirst()
                .map(place -> "'" + place + "' is not an absolute path without '..'; a sandbox's places are");
    }

    private static boolean absolute(String place) {
        return place.startsWith("/") && place.indexOf('\0') < 0 && !("/" + place + "/").contains("/../");
    }

    /** What it lets an agent do that the other one does not; none where there is no such thing. */
    public Optional<String> beyond(SandboxRule other) {
        if (!other.encloses()) {
            return Optional.empty();
        }
        if (kind != other.kind) {
            return Optional.of(encloses() ? "another kind of sandbox" : "no sandbox");
        }
        return network.beyond(other.network)
                .or(() -> limits.beyond(other.limits))
                .or(() -> outside(writable, other.writable).map(place -> "writing to " + place))
                .or(() -> outside(
                                readable,
                                Stream.concat(other.readable.stream(), other.writable.stream())
                                        .toList())
                        .map(place -> "reading " + place))
                .or(() -> image.equals(other.image) ? Optional.empty() : Optional.of("another image"));
    }

    private static Optional<String> outside(List<String> places, List<String> allowed) {
        return places.stream()
                .filter(place -> allowed.stream().noneMatch(one -> (place + "/").startsWith(one + "/")))
                .findFirst();
    }
}

package dev.tagma.core.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an agent can reach over the network. */
public sealed interface Network {

    /** How it is written. */
    String EXPECTED = "on, off, or a list of hosts such as [api.example.com, *.example.org]";

    /** All that this machine can. */
    record On() implements Network {}

    /** Nothing. */
    record Off() implements Network {}

    /** These machines, by name and port, and nothing else. */
    record Listed(List<HostRule> hosts) implements Network {

        public Listed {
            hosts = List.copyOf(hosts);
            if (hosts.isEmpty()) {
                throw new IllegalArgumentException("A list of hosts names at least one; use 'off' for none");
            }
        }
    }

    /** What these words mean: {@code on}, {@code off}, or a host each; none where they mean nothing. */
    static Optional<Network> parse(List<String> words) {
        if (words.equals(List.of("on"))) {
            return Optional.of(new On());
        }
        if (words.equals(List.of("off"))) {
            return Optional.of(new Off());
        }
        List<HostRule> hosts = new ArrayList<>();
        for (String word : words) {
            Optional<HostRule> host = HostRule.parse(word);
            if (host.isEmpty()) {
                return Optional.empty();
            }
            hosts.add(host.get());
        }
        return hosts.isEmpty() ? Optional.empty() : Optional.of(new Listed(hosts));
    }

    /** The words that {@link #parse} understands. */
    default List<String> words() {
        return switch (this) {
            case On on -> List.of("on");
            case Off off -> List.of("off");
            case Listed(List<HostRule> hosts) ->
                hosts.stream().map(HostRule::toString).toList();
        };
    }

    /** What can be reached here and not there; none where there is no such thing. */
    default Optional<String> beyond(Network other) {
        return switch (other) {
            case On on -> Optional.empty();
            case Off off -> this instanceof Off ? Optional.empty() : Optional.of("network " + joined());
            case Listed(List<HostRule> allowed) ->
                switch (this) {
                    case On on -> Optional.of("network on");
                    case Off off -> Optional.empty();
                    case Listed(List<HostRule> hosts) ->
                        hosts.stream()
                                .filter(host -> allowed.stream().noneMatch(one -> one.covers(host)))
                                .findFirst()
                                .map(host -> "host " + host);
                };
        };
    }

    /** The words in one line. */
    default String joined() {
        return words().stream().collect(Collectors.joining(", "));
    }
}

package dev.tagma.adapters.sandbox.bubblewrap.proxy;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a client asks of the proxy, read from the head of its request.
 *
 * @param host as it was named, an address with colons without its brackets
 * @param forwarded what is sent there in place of the head; none where a connection is all that is wanted
 */
record Target(String host, int port, Optional<String> forwarded) {

    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)\\]|([A-Za-z0-9._-]+)):([0-9]{1,5})");

    /** Lines that are between this client and this proxy, or that would keep the connection for another request. */
    private static final List<String> OWN = List.of("connection:", "proxy-", "keep-alive:", "upgrade:");

    /** None where the head is no request to a proxy. */
    static Optional<Target> parse(String head) {
        List<String> lines = head.lines().takeWhile(line -> !line.isEmpty()).toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String[] words = lines.getFirst().split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            return Optional.empty();
        }
        return words[0].equals("CONNECT") ? connect(words[1]) : plain(words, lines.subList(1, lines.size()));
    }

    private static Optional<Target> connect(String authority) {
        Matcher named = AUTHORITY.matcher(authority);
        if (!named.matches()) {
            return Optional.empty();
        }
        String host = named.group(1) != null ? named.group(1) : named.group(2);
        return target(host, Integer.parseInt(named.group(3)), Optional.empty());
    }

    private static Optional<Target> plain(String[] words, List<String> headers) {
        try {
            URI uri = new URI(words[1]);
            if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return Optional.empty();
            }
            String host = uri.getHost().replace("[", "").replace("]", "");
            String path = Optional.ofNullable(uri.getRawPath())
                            .filter(given -> !given.isEmpty())
                            .orElse("/")
                    + Optional.ofNullable(uri.getRawQuery())
                            .map(query -> "?" + query)
                            .orElse("");
            String forwarded = Stream.concat(
                            Stream.concat(
                                    Stream.of(words[0] + " " + path + " " + words[2]),
                                    headers.stream().filter(line -> !own(line))),
                            Stream.of("Connection: close", "", ""))
                    .collect(Collectors.joining("\r\n"));
            return target(host, uri.getPort() < 0 ? 80 : uri.getPort(), Optional.of(forwarded));
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }

    private static boolean own(String line) {
        String small = line.toLowerCase(Locale.ROOT);
        return OWN.stream().anyMatch(small::startsWith);
    }

    private static Optional<Target> target(String host, int port, Optional<String> forwarded) {
        return port >= 1 && port <= 65535 && host.length() <= 253
                ? Optional.of(new Target(host, port, forwarded))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}

package dev.tagma.core.sandbox;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine that may be spoken to, by the name that is asked for: {@code api.example.com}, {@code api.example.com:8443},
 * an address, or {@code *.example.com} for all names below that one, which itself is not among them.
 *
 * @param name in small letters; of an address with colons without its brackets
 */
public record HostRule(String name, int port) {

    /** How one is written. */
    public static final String EXPECTED = "a host such as api.example.com, *.example.com or api.example.com:8443";

    private static final int USUAL_PORT = 443;
    private static final String ANY = "*.";

    private static final Pattern WRITTEN =
            Pattern.compile("(?:((?:\\*\\.)?[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*)|\\[([0-9a-f:.]+)\\])(?::([0-9]{1,5}))?");

    /** What is written so, where it is a rule; without a port it is for 443. */
    public static Optional<HostRule> parse(String text) {
        Matcher written = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!written.matches()) {
            return Optional.empty();
        }
        int port = written.group(3) == null ? USUAL_PORT : Integer.parseInt(written.group(3));
        String name = Optional.ofNullable(written.group(1)).orElseGet(() -> written.group(2));
        boolean fits = port >= 1 && port <= 65535 && name.length() <= 253 && !name.equals("on") && !name.equals("off");
        return fits ? Optional.of(new HostRule(name, port)) : Optional.empty();
    }

    /** Whether it is for this name, as a client asks for it, and this port. */
    public boolean matches(String asked, int at) {
        String plain = asked.toLowerCase(Locale.ROOT);
        String host = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
        return port == at && (named(host) || below(host));
    }

    /** Whether the name is meant itself, and not one among others: then it may be a place of this machine or network. */
    public boolean named(String host) {
        return name.equals(host);
    }

    private boolean below(String host) {
        return name.startsWith(ANY) && host.length() > name.length() - 1 && host.endsWith(name.substring(1));
    }

    /** Whether whatever the other one is for, this one is for too. */
    boolean covers(HostRule other) {
        return port == other.port
                && (name.equals(other.name)
                        || (name.startsWith(ANY)
                                && other.name.endsWith(name.substring(1))
                                && other.name.length() >= name.length()));
    }

    @Override
    public String toString() {
        return (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port;
    }
}

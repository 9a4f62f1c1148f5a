package dev.tagma.adapters.sandbox.bubblewrap.proxy;

import dev.tagma.core.sandbox.HostRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The machines that may be connected to. A name is looked up once, and what was found then is what is connected: it cannot
 * lead elsewhere in between. A name of the internet that leads to this machine or a network around it is not followed; such a
 * place must stand in the list by itself.
 */
public final class Upstream {

    /** A machine that does not answer is not there: whoever asks for it is told so. */
    private static final int CONNECTED_WITHIN_MILLIS = 15_000;

    private final List<HostRule> hosts;
    private final Names names;

    /** Finds the addresses of a name. */
    interface Names {
        List<InetAddress> find(String host) throws UnknownHostException;
    }

    public Upstream(List<HostRule> hosts) {
        this(hosts, host -> List.of(InetAddress.getAllByName(host)));
    }

    Upstream(List<HostRule> hosts, Names names) {
        this.hosts = List.copyOf(hosts);
        this.names = names;
    }

    /** What became of a wish to be connected. */
    sealed interface Found {

        record Connected(SocketChannel channel) implements Found {}

        record Refused(String reason) implements Found {}

        record Unreachable(String reason) implements Found {}
    }

    Found connect(String host, int port) {
        List<HostRule> fitting =
                hosts.stream().filter(rule -> rule.matches(host, port)).toList();
        if (fitting.isEmpty()) {
            return new Found.Refused(
                    host + ":" + port + " is not among the hosts of this session's sandbox: " + said());
        }
        try {
            // The one that stands in the list by itself may be a place of this machine: nobody else gives it that name.
            boolean anywhere =
                    fitting.stream().anyMatch(rule -> rule.named(host.toLowerCase(Locale.ROOT))) && literal(host);
            List<InetAddress> addresses = names.find(host).stream()
                    .filter(address -> anywhere || PublicAddress.is(address))
                    .toList();
            return addresses.isEmpty()
                    ? new Found.Refused(
                            host + " is a place of this machine or of a network around it, not of the internet;"
                                    + " its address would have to stand in the list")
                    : connect(addresses, port);
        } catch (UnknownHostException unknown) {
            return new Found.Unreachable(host + " is not known");
        }
    }

    private static boolean literal(String host) {
        return host.equalsIgnoreCase("localhost") || host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    private static Found connect(List<InetAddress> addresses, int port) {
        String why = "";
        for (InetAddress address : addresses) {
            try {
                SocketChannel channel = SocketChannel.open();
                try {
                    channel.socket().connect(new InetSocketAddress(address, port), CONNECTED_WITHIN_MILLIS);
                    return new Found.Connected(channel);
                } catch (IOException failed) {
                    channel.close();
                    throw failed;
                }
            } catch (IOException failed) {
                why = address.getHostAddress() + ":" + port + ": " + failed.getMessage();
            }
        }
        return new Found.Unreachable(why);
    }

    private String said() {
        return Stream.concat(
                        hosts.stream().limit(20).map(HostRule::toString),
                        Stream.of("…").limit(hosts.size() > 20 ? 1 : 0))
                .collect(Collectors.joining(", "));
    }
}

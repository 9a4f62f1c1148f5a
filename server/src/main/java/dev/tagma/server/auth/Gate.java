package dev.tagma.server.auth;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.engine.Fleet;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.server.http.Exchange;
import dev.tagma.server.http.Refusal;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.operation.Access;
import dev.tagma.wire.operation.Door;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.problem.ErrorCode;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The one check of who may ask for what. */
public final class Gate {

    /** In whose name the caller speaks for the record: a door and a name. */
    public static final String CLIENT = "X-Tagma-Client";

    /** The session from within which the caller speaks. */
    public static final String SESSION = "X-Tagma-Session";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:@-]{1,64}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Fleet fleet;
    private final Optional<TcpDoor> tcp;

    public Gate(Fleet fleet, Optional<TcpDoor> tcp) {
        this.fleet = fleet;
        this.tcp = tcp;
    }

    /**
     * Who asks; none for a stranger, who may have what is public.
     *
     * @throws Refusal when a browser was led here by a foreign page, or the token shown is wrong
     */
    public Optional<Caller> admit(Exchange exchange) {
        if (exchange.overSocket()) {
            return Optional.of(caller(exchange, "socket"));
        }
        refuseForeignPages(exchange);
        return showsToken(exchange) ? Optional.of(caller(exchange, "http")) : Optional.empty();
    }

    /** Refuses what this caller may not have. */
    public void check(Operation operation, Optional<Caller> who, Exchange exchange) {
        if (operation.access() == Access.PUBLIC) {
            return;
        }
        Caller caller = who.orElseThrow(Gate::stranger);
        if (operation.door() == Door.SOCKET && !exchange.overSocket()) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN, "Operation " + operation.id() + " can be asked for on the Unix socket only");
        }
        if (operation.access() == Access.ADMIN && caller.actingAs().isPresent()) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "Operation " + operation.id() + " is not for sessions; a person must ask for it, without "
                            + SESSION);
        }
    }

    /** What is told to a stranger who asks for more than is public. */
    public static Refusal stranger() {
        return new Refusal(
                ErrorCode.UNAUTHENTICATED, "Send the header 'Authorization: Bearer TOKEN' with the daemon's token");
    }

    private boolean showsToken(Exchange exchange) {
        Optional<String> header = exchange.header("Authorization");
        if (header.isEmpty()) {
            return false;
        }
        String scheme = "bearer ";
        String value = header.get();
        boolean right = value.toLowerCase(Locale.ROOT).startsWith(scheme)
                && tcp.filter(door -> door.token()
                                .matches(value.substring(scheme.length()).strip()))
                        .isPresent();
        if (!right) {
            throw new Refusal(ErrorCode.UNAUTHENTICATED, "The token in the header Authorization is not the daemon's");
        }
        return true;
    }

    /** A page in a person's browser may not talk to the daemon, be it under its own name or under one it had resolved here. */
    private void refuseForeignPages(Exchange exchange) {
        String host = exchange.header("Host").orElse("");
        if (!known(withoutPort(host))) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "The host " + Quoted.of(host) + " is not one this door answers to; use 127.0.0.1 or localhost");
        }
        exchange.header("Origin").ifPresent(origin -> {
            if (!ownOrigin(origin, exchange.port())) {
                throw new Refusal(
                        ErrorCode.FORBIDDEN, "Pages of the origin " + Quoted.of(origin) + " may not use this door");
            }
        });
        exchange.header("Sec-Fetch-Site").ifPresent(site -> {
            if (!site.equals("same-origin") && !site.equals("none")) {
                throw new Refusal(ErrorCode.FORBIDDEN, "Pages of other sites may not use this door");
            }
        });
    }

    private boolean ownOrigin(String origin, int port) {
        URI uri;
        try {
            uri = URI.create(origin);
        } catch (IllegalArgumentException e) {
            return false;
        }
        String host = uri.getHost();
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        boolean proxied = tcp.filter(door -> door.proxyHosts().contains(name)).isPresent();
        return proxied || (known(name) && uri.getPort() == port);
    }

    private boolean known(String host) {
        return LOOPBACK.contains(host)
                || tcp.filter(door -> door.proxyHosts().contains(host)
                                || host.equals(door.address().getAddress().getHostAddress()))
                        .isPresent();
    }

    private static String withoutPort(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf(']') ? name.substring(0, colon) : name;
    }

    private Caller caller(Exchange exchange, String door) {
        TenantId tenant = TenantId.DEFAULT;
        Optional<SessionId> acting =
                exchange.header(SESSION).filter(name -> !name.isBlank()).map(name -> session(tenant, name));
        String name = acting.map(id ->
                        "session:" + fleet.get(tenant, id).session().handle().value())
                .or(() -> exchange.header(CLIENT).map(Gate::name))
                .orElse(door);
        return new Caller(tenant, name, acting);
    }

    private static String name(String client) {
        if (!NAME.matcher(client).matches()) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "Header " + CLIENT + " is " + Quoted.of(client)
                            + "; use 1 to 64 letters, digits, dots, colons, hyphens, underscores and @");
        }
        return client;
    }

    private SessionId session(TenantId tenant, String name) {
        try {
            return fleet.resolve(tenant, name);
        } catch (Problem unknown) {
            if (unknown.code() != ProblemCode.NOT_FOUND && unknown.code() != ProblemCode.AMBIGUOUS) {
                throw unknown;
            }
            throw new Refusal(
                    ErrorCode.FORBIDDEN,
                    "Header " + SESSION + " names " + Quoted.of(name)
                            + ", which is no session; unset TAGMA_SESSION to speak as yourself");
        }
    }
}

package dev.tagma.server.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Carries HTTP: the only class that knows Javalin and Jetty. It routes nothing; every request goes to one handler, on a
 * virtual thread of its own.
 */
public final class HttpListener implements AutoCloseable {

    private final HttpSettings settings;
    private final SocketFile socket;
    private final Javalin javalin;
    private final Consumer<Exchange> handler;

    /** @param handler answers every request; what it throws is answered without a word */
    public HttpListener(HttpSettings settings, Consumer<Exchange> handler) {
        this.settings = settings;
        this.socket = new SocketFile(settings.socket());
        this.handler = handler;
        this.javalin = Javalin.create(this::configure);
    }

    /** Begins to listen; throws when it cannot, naming the address and the reason. */
    public void open() throws IOException {
        socket.prepare();
        try {
            javalin.start();
        } catch (JavalinBindException failed) {
            throw new IOException(
                    settings.tcp()
                            .map(address ->
                                    "127.0.0.1:%d is in use by another program, perhaps another daemon: choose another port with "
                                                    .formatted(address.getPort())
                                            + "server.port, 0 for any, or shut that door with server.tcp: false")
                            .orElse("nobody may listen on " + settings.socket()),
                    failed);
        }
        socket.publish();
    }

    /** The port of the TCP door, none where it is shut. */
    public Optional<Integer> port() {
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            if (connector instanceof ServerConnector tcp) {
                return Optional.of(tcp.getLocalPort());
            }
        }
        return Optional.empty();
    }

    /** Stops listening, lets running requests end, and takes the socket away. */
    @Override
    public void close() throws IOException {
        javalin.stop();
        socket.remove();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.threadPool = threads();
        config.jetty.modifyHttpConfiguration(HttpListener::configureHttp);
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(settings.grace().toMillis());
            server.setErrorHandler(new ProblemPage());
        });
        config.jetty.modifyServletContextHandler(context -> context.setErrorHandler(new ProblemPage()));
        config.jetty.addConnector(this::unixConnector);
        settings.tcp()
                .ifPresent(address -> config.jetty.addConnector((server, http) -> {
                    ServerConnector connector = settings.movable()
                            ? new MovableConnector(server, http)
                            : new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
                    connector.setHost(address.getAddress().getHostAddress());
                    connector.setPort(address.getPort());
                    connector.setIdleTimeout(settings.silence().toMillis());
                    connector.setAcceptQueueSize(1024);
                    return connector;
                }));
        // Before every route and with none to follow: requests of any method arrive here.
        config.routes.before(context -> {
            handler.accept(new Carried(context));
            context.skipRemainingHandlers();
        });
    }

    private UnixDomainServerConnector unixConnector(Server server, HttpConfiguration http) {
        UnixDomainServerConnector connector =
                new UnixDomainServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setUnixDomainPath(socket.beginning());
        connector.setIdleTimeout(settings.silence().toMillis());
        connector.setAcceptQueueSize(1024);
        return connector;
    }

    /** A few platform threads for accepting and selecting; whatever may block runs on virtual ones, without a limit. */
    private static QueuedThreadPool threads() {
        QueuedThreadPool pool = new QueuedThreadPool(16, 4);
        pool.setName("doors");
        pool.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("door-", 0).factory()));
        return pool;
    }

    private static void configureHttp(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setUriCompliance(UriCompliance.RFC3986);
    }

    /** One request as Javalin gives it. */
    private record Carried(Context context) implements Exchange {

        @Override
        public boolean overSocket() {
            return connector() instanceof UnixDomainServerConnector;
        }

        @Override
        public int port() {
            return connector() instanceof ServerConnector tcp ? tcp.getLocalPort() : 0;
        }

        @Override
        public String method() {
            return request().getMethod();
        }

        @Override
        public String rawPath() {
            return request().getRequestURI();
        }

        @Override
        public String rawQuery() {
            String query = request().getQueryString();
            return query == null ? "" : query;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(request().getHeader(name));
        }

        @Override
        public Optional<Long> bodyLength() {
            long length = request().getContentLengthLong();
            return length < 0 ? Optional.empty() : Optional.of(length);
        }

        @Override
        public InputStream body() throws IOException {
            return request().getInputStream();
        }

        @Override
        public void answer(int status, Map<String, String> headers, byte[] body) throws IOException {
            head(status, headers);
            context.res().setContentLength(body.length);
            context.res().getOutputStream().write(body);
        }

        @Override
        public OutputStream begin(int status, Map<String, String> headers) throws IOException {
            head(status, headers);
            context.res().flushBuffer();
            // Not Javalin's stream, whose flush does nothing: an event would stay in the buffer until others fill it.
            return context.res().getOutputStream();
        }

        private void head(int status, Map<String, String> headers) {
            context.res().setStatus(status);
            headers.forEach(context.res()::setHeader);
        }

        private HttpServletRequest request() {
            return context.req();
        }

        private Connector connector() {
            return ServletContextRequest.getServletContextRequest(request())
                    .getConnectionMetaData()
                    .getConnector();
        }
    }
}

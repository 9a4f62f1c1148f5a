package dev.tagma.server.http;

import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ServerSocketChannel;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Listens on a free port where another process has the one that was wanted. */
final class MovableConnector extends ServerConnector {

    private static final System.Logger LOG = System.getLogger(MovableConnector.class.getName());

    MovableConnector(Server server, HttpConfiguration http) {
        super(server, 1, 1, new HttpConnectionFactory(http));
    }

    @Override
    protected ServerSocketChannel openAcceptChannel() throws IOException {
        try {
            return super.openAcceptChannel();
        } catch (IOException refused) {
            if (getPort() == 0 || !taken(refused)) {
                throw refused;
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Port " + getPort() + " is another process's; taking a free one. Set server.port to choose one");
            setPort(0);
            return super.openAcceptChannel();
        }
    }

    private static boolean taken(IOException refused) {
        return refused instanceof BindException || refused.getCause() instanceof BindException;
    }
}

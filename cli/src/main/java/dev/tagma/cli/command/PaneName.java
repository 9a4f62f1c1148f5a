package dev.tagma.cli.command;

import dev.tagma.cli.talk.Failure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A pane of tmux as a person names it, {@code [SOCKET:]PANE}: the socket as a path, or as the name that {@code tmux -L} takes
 * in front of a pane's number.
 *
 * @param socket of its server; none for the one that is usual here
 */
record PaneName(Optional<Path> socket, String pane) {

    static PaneName parse(String given, Map<String, String> environment, Path here) {
        int colon = given.startsWith("/") || given.startsWith(".") ? given.indexOf(':') : given.lastIndexOf(":%");
        if (colon <= 0) {
            return new PaneName(ownServer(environment), required(given, given));
        }
        String server = given.substring(0, colon);
        return new PaneName(
                Optional.of(socket(server, environment, here)), required(given.substring(colon + 1), given));
    }

    /** A server by its socket's path or by its name. */
    static Path socket(String server, Map<String, String> environment, Path here) {
        if (server.contains("/")) {
            return here.resolve(server).normalize();
        }
        return ownServer(environment)
                .map(Path::getParent)
                .orElseThrow(() -> Failure.usage(
                        "the server '%s' is a name, and outside of tmux it is not known where that is: give the path of its"
                                        .formatted(server)
                                + " socket"))
                .resolve(server);
    }

    /** The server in which the command was called. */
    private static Optional<Path> ownServer(Map<String, String> environment) {
        String tmux = environment.getOrDefault("TMUX", "");
        int comma = tmux.indexOf(',');
        return comma > 0 ? Optional.of(Path.of(tmux.substring(0, comma))) : Optional.empty();
    }

    private static String required(String pane, String given) {
        if (pane.isEmpty()) {
            throw Failure.usage(
                    "'%s' names no pane: give one such as %%5, tagma adopt --list shows them".formatted(given));
        }
        return pane;
    }
}

package dev.tagma.adapters.runtime.tmux;

import java.util.ArrayList;
import java.util.List;

/** Command lines of the tmux program that speak to our server and to no other. */
final class TmuxCommand {

    private final TmuxSettings settings;

    TmuxCommand(TmuxSettings settings) {
        this.settings = settings;
    }

    /** A client; where there is no server, it says so and starts none. */
    List<String> client(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(settings.program(), "-N", "-S", settings.socket().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Starts the server if need be, under our configuration, and makes sure of its monitor session. */
    List<String> server() {
        return List.of(
                settings.program(),
                "-S",
                settings.socket().toString(),
                "-u",
                "-f",
                settings.configuration().toString(),
                "new-session",
                "-d",
                "-s",
                ServerConfiguration.MONITOR,
                "-x",
                "80",
                "-y",
                "24",
                "/bin/sh",
                "-c",
                ":");
    }

    List<String> version() {
        return List.of(settings.program(), "-V");
    }
}

package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.command.Git;
import dev.tagma.adapters.workspace.git.command.GitCommand;
import java.nio.file.Path;

/** What a git needs that may speak to other machines: it gives up one that does not answer, and asks nobody anything. */
final class Network {

    /** Below so many bytes a second for so many seconds nothing is to be expected any more. */
    private static final String SLOW_BYTES = "1000";

    private static final String SLOW_SECONDS = "60";

    /**
     * The same for ssh. What a person's own settings share among their connections is used, but none is begun here that would
     * outlive its git.
     */
    private static final String SSH = "ssh -o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=15"
            + " -o ServerAliveCountMax=4 -o ControlMaster=no";

    private final Git git;

    Network(Git git) {
        this.git = git;
    }

    /** @param directory where the command runs: a repository may say which ssh is its own */
    GitCommand allow(Path directory, GitCommand command) {
        GitCommand patient = command.withEnvironment("GIT_NO_LAZY_FETCH", "0")
                .withEnvironment("GIT_HTTP_LOW_SPEED_LIMIT", SLOW_BYTES)
                .withEnvironment("GIT_HTTP_LOW_SPEED_TIME", SLOW_SECONDS);
        boolean ownSsh =
                git.in(directory, "config", "--get", "core.sshCommand").run().ok();
        return ownSsh ? patient : patient.withEnvironment("GIT_SSH_COMMAND", SSH);
    }
}

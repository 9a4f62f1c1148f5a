package dev.tagma.core.sandbox;

/** What keeps an agent within its limits. */
public enum SandboxKind {
    /** Nothing: the agent can do whatever its user can. */
    NONE,
    /** Namespaces of the kernel, by the program {@code bwrap}. */
    BUBBLEWRAP,
    /** A container of Docker's. */
    DOCKER,
    /** A container of Podman's. */
    PODMAN;

    /** Whether an image is run in place of what is on this machine. */
    public boolean container() {
        return this == DOCKER || this == PODMAN;
    }
}

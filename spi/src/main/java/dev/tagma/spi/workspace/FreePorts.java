package dev.tagma.spi.workspace;

/** Which TCP ports of this machine nobody listens on. */
@FunctionalInterface
public interface FreePorts {

    /** Whether a program could listen on the port at this moment. */
    boolean free(int port);
}

package dev.tagma.testkit.played;

/** A daemon ends here, as by {@code kill -9}: an error, so that nobody who deals with failures goes on after it. */
public final class DaemonDeath extends Error {

    private static final long serialVersionUID = 1L;

    /** @param place the checkpoint at which it dies */
    public DaemonDeath(String place) {
        super("the daemon dies at " + place);
    }
}

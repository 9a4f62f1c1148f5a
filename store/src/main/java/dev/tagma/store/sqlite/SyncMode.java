package dev.tagma.store.sqlite;

/** When a commit waits for the disk: always, or only where a work asks for it. */
final class SyncMode {

    private final Link link;
    private final boolean always;
    private boolean full;

    SyncMode(Link link, boolean always) {
        this.link = link;
        this.always = always;
        this.full = always;
        link.script(always ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        // Only macOS needs this: there a plain fsync leaves the bytes in the drive's cache.
        link.script("PRAGMA fullfsync = ON");
    }

    /** Must be called outside a transaction: SQLite does not change the mode within one. */
    void prepare(boolean throughPowerLoss) {
        boolean wanted = always || throughPowerLoss;
        if (wanted != full) {
            link.script(wanted ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            full = wanted;
        }
    }
}

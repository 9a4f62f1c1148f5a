package dev.tagma.adapters.agent.claude;

import java.time.Instant;

/** How many tasks ran on when the last turn ended; none since another began. */
final class TasksLeft {

    private int running;
    private Instant since = Instant.MIN;

    synchronized int running() {
        return running;
    }

    /** So many run from then on; tells whether that is news. */
    synchronized boolean are(int now, Instant from) {
        boolean news = running != now;
        running = now;
        since = from;
        return news;
    }

    /** The agent did nothing at all at that time: what ran on has ended since. */
    synchronized void noneAt(Instant at) {
        if (at.isAfter(since)) {
            running = 0;
        }
    }
}

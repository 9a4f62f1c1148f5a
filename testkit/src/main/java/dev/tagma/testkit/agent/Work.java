package dev.tagma.testkit.agent;

import java.util.List;

/** Something that keeps the agent busy until it is over; there is one at a time. */
interface Work {

    /** Does it, and says which messages the next turn begins with. */
    List<Message> run();

    /** Asks it to stop soon, as by Esc; some work cannot be stopped. */
    void interrupt();
}

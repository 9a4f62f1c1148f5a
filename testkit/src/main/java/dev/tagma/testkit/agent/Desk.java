package dev.tagma.testkit.agent;

import java.util.List;

/** What somebody at work needs from the agent that faces the person. May be called by any thread. */
interface Desk {

    Log log();

    /** Puts a dialog before the person, behind those that are open already. */
    void open(Dialog dialog);

    void close(Dialog dialog);

    /** The messages that were queued and enter the running turn now. */
    List<Message> interjections();

    /** The messages that were queued and make the next turn. */
    List<Message> dequeue();

    /** Brings news of something in the background that ended. */
    void deliver(Message notice);

    /** Something changed that the screen, the title or the state file shows. */
    void refresh();

    /** The row above the composer that tells what goes on at this moment; empty for the usual. */
    void busyWith(String activity);

    /** Reads no key any more. */
    void hang();

    void flood(int kilobytes);
}

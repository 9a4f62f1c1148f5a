package dev.tagma.adapters.agent.acp;

/** What the agent is saying and has not finished: one thread adds to it, and anybody may look. */
final class Words {

    private final StringBuilder said = new StringBuilder();

    synchronized void add(String more) {
        said.append(more);
    }

    synchronized void clear() {
        said.setLength(0);
    }

    synchronized int length() {
        return said.length();
    }

    synchronized String text() {
        return said.toString();
    }
}

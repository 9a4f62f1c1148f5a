package dev.tagma.adapters.agent.acp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What the agent said last in each of its newest turns: all behind the last use of a tool. */
final class LastWords {

    private final int count;
    private final Deque<String> messages = new ArrayDeque<>();
    private final Deque<String> current = new ArrayDeque<>();
    private boolean behindTools = true;

    private LastWords(int count) {
        this.count = count;
    }

    /** The newest {@code count} of them, oldest first. */
    static List<String> of(Journal journal, int count) {
        LastWords words = new LastWords(count);
        journal.backwards(Long.MAX_VALUE, placed -> {
            words.take(placed.entry());
            return words.messages.size() < count;
        });
        return List.copyOf(words.messages);
    }

    /** What it said last since a turn began. */
    static Optional<String> since(Journal journal, String turn) {
        LastWords words = new LastWords(1);
        journal.backwards(Long.MAX_VALUE, placed -> {
            words.take(placed.entry());
            return placed.entry().turn().filter(turn::equals).isEmpty();
        });
        return words.messages.stream().findFirst();
    }

    /** Entries come newest first. */
    private void take(Entry entry) {
        switch (entry.role()) {
            case "assistant" -> {
                if (behindTools && !entry.text().isBlank()) {
                    current.addFirst(entry.text().strip());
                }
            }
            case "tool" -> behindTools = false;
            case "user" -> {
                if (!current.isEmpty() && messages.size() < count) {
                    messages.addFirst(String.join("\n", current));
                }
                current.clear();
                behindTools = true;
            }
            default -> {}
        }
    }
}

package dev.tagma.testkit.agent;

import java.util.ArrayList;
import java.util.List;

/** The conversation as the screen shows it; old parts are forgotten. */
final class Log {

    /** More than any screen can show. */
    private static final int KEPT = 200;

    /** A part that can still change. */
    final class Part {
        private Block block;

        private Part(Block block) {
            this.block = block;
        }

        void change(Block changed) {
            synchronized (Log.this) {
                block = changed;
            }
            repaint.run();
        }
    }

    private final List<Part> parts = new ArrayList<>();
    private final Runnable repaint;

    Log(Runnable repaint) {
        this.repaint = repaint;
    }

    Part add(Block block) {
        var part = new Part(block);
        synchronized (this) {
            parts.add(part);
            if (parts.size() > KEPT) {
                parts.removeFirst();
            }
        }
        repaint.run();
        return part;
    }

    /** Forgets the last part if it is this one. */
    synchronized void takeBack(Block last) {
        if (!parts.isEmpty() && parts.getLast().block.equals(last)) {
            parts.removeLast();
        }
    }

    synchronized void clear() {
        parts.clear();
    }

    /** The last rows, at most so many, with an empty row between the parts. */
    synchronized List<String> rows(int columns, int atMost) {
        var rows = new ArrayList<String>();
        for (int i = parts.size() - 1; i >= 0 && rows.size() <= atMost; i--) {
            var block = parts.get(i).block;
            var isAttached = block instanceof Block.Notes;
            var own = new ArrayList<>(block.rows(columns));
            if (!isAttached && i > 0) {
                own.addFirst("");
            }
            rows.addAll(0, own);
        }
        return rows.size() <= atMost ? rows : List.copyOf(rows.subList(rows.size() - atMost, rows.size()));
    }
}

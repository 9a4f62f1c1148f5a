package dev.tagma.adapters.runtime.tmux;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Tells answers from notifications in the stream of a control client. Every exchange is followed by a line that prints
 * an unguessable word; that word, not a count of blocks, ends the exchange, so that one odd answer never shifts the
 * answers of those behind it.
 */
final class ControlParser {

    /** What the stream holds, in order; called by the reading thread. */
    interface Receiver {

        /** How many lines the block that has just begun will have, where that is known. */
        OptionalInt linesOfNextBlock();

        /** A block of the exchange at the head of the queue. */
        void block(Reply.Block block);

        /** The exchange at the head of the queue is complete. */
        void exchangeEnded();

        /** A failure that no exchange of ours asked for, such as that of the attaching itself. */
        void complaint(String text);

        /** A notification; the line begins with a percent sign. */
        void notification(String line);
    }

    private final String marker;
    private final Receiver receiver;

    private final List<String> lines = new ArrayList<>();
    private String blockId = "";
    private boolean inBlock;
    private boolean ours;
    private int verbatim;

    ControlParser(String marker, Receiver receiver) {
        this.marker = marker;
        this.receiver = receiver;
    }

    void accept(String line) {
        if (!inBlock) {
            outside(line);
        } else if (verbatim > 0) {
            verbatim--;
            lines.add(line);
        } else if (line.equals("%end " + blockId)) {
            end(false);
        } else if (line.equals("%error " + blockId)) {
            end(true);
        } else {
            lines.add(line);
        }
    }

    private void outside(String line) {
        if (line.startsWith("%begin ")) {
            begin(line.substring("%begin ".length()));
        } else if (line.startsWith("%")) {
            receiver.notification(line);
        } else {
            // load-buffer reports its failure after its block has ended.
            receiver.block(new Reply.Block(List.of(line), true));
        }
    }

    private void begin(String id) {
        blockId = id;
        inBlock = true;
        lines.clear();
        // The last number tells whether this client asked, or the block is of the attaching itself.
        ours = id.endsWith(" 1");
        verbatim = ours ? receiver.linesOfNextBlock().orElse(0) : 0;
    }

    private void end(boolean failed) {
        inBlock = false;
        if (!ours) {
            if (failed) {
                receiver.complaint(String.join("; ", lines));
            }
        } else if (lines.size() == 1 && lines.getFirst().equals(marker)) {
            receiver.exchangeEnded();
        } else {
            receiver.block(new Reply.Block(lines, failed));
        }
    }
}

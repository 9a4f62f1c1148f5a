package dev.tagma.adapters.runtime.tmux;

import java.util.List;
import java.util.Optional;

/** What became of commands that were given to the tmux server. */
sealed interface Reply {

    /** The server took them; each command that ran left a block, in order. */
    record Answered(List<Block> blocks) implements Reply {

        public Answered {
            blocks = List.copyOf(blocks);
        }

        Optional<String> failure() {
            return blocks.stream()
                    .filter(Block::failed)
                    .map(block -> String.join("; ", block.lines()))
                    .findFirst();
        }
    }

    /**
     * No answer came.
     *
     * @param sent whether the commands may have reached the server
     */
    record Unanswered(String reason, boolean sent) implements Reply {}

    /** The server that they were meant for has ended, and all that it held with it. */
    record ServerGone(String reason) implements Reply {}

    /** The output of one command. */
    record Block(List<String> lines, boolean failed) {

        public Block {
            lines = List.copyOf(lines);
        }

        String firstLine() {
            return lines.isEmpty() ? "" : lines.getFirst();
        }
    }
}

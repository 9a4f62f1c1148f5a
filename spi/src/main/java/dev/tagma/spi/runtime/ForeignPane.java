package dev.tagma.spi.runtime;

import dev.tagma.core.fact.ProcessKey;
import java.nio.file.Path;
import java.util.List;

/**
 * A terminal that Tagma did not start, with the program that has it now.
 *
 * @param handle finds it again, as long as that program runs in it
 * @param place where it is, as a person would say it, such as {@code /tmp/tmux-1000/default:%5}
 * @param window where that person finds it, such as {@code main:0.1}
 * @param program the one in front
 * @param commands what it was called with, then what those were that it started, outermost first
 * @param directory where it works
 */
public record ForeignPane(
        TerminalHandle handle,
        String place,
        String window,
        String title,
        ProcessKey program,
        List<List<String>> commands,
        Path directory) {

    public ForeignPane {
        commands = commands.stream().map(List::copyOf).toList();
    }
}

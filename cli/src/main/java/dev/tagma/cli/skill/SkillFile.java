package dev.tagma.cli.skill;

import dev.tagma.cli.talk.Failure;
import java.nio.file.Path;
import java.util.Optional;

/** A file that is ours alone, and says so. */
record SkillFile(Path file) implements SkillPlace {

    private static final String MARK = "<!-- Written by: tagma install-skill. It is written anew by the next one. -->";

    private static final String HEAD = """
        ---
        name: tagma
        description: Delegate work to other coding agents with the tagma command, watch them, answer what they ask and collect what they did. Use when a piece of work can go on in parallel, in a worktree of its own.
        ---

        %s

        """.formatted(MARK);

    @Override
    public String content(Optional<String> present) {
        if (present.isPresent() && !present.get().contains(MARK)) {
            throw Failure.failed("%s is not of Tagma's making and stays as it is: move it away first".formatted(file));
        }
        return HEAD + SkillText.read();
    }
}

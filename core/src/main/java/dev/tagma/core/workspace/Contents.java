package dev.tagma.core.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of its repository a worktree or a clone has.
 *
 * @param sparse directories that it has with all below them, beside the files directly in those above them; all where empty
 * @param submodules whether submodules are filled as well
 */
public record Contents(List<String> sparse, boolean submodules) {

    /** Everything that the repository keeps itself. */
    public static final Contents USUAL = new Contents(List.of(), false);

    /** How many directories there may be. */
    public static final int MOST = 100;

    /** What git takes for a pattern, or for a name in quotes. */
    private static final String PATTERN = "*?[]\\\"";

    public Contents {
        sparse = List.copyOf(sparse);
        objections(sparse).stream().findFirst().ifPresent(first -> {
            throw new IllegalArgumentException(first);
        });
    }

    /** Everything that is wrong with these directories, one sentence each. */
    public static List<String> objections(List<String> sparse) {
        var found = new ArrayList<String>();
        if (sparse.size() > MOST) {
            found.add("More than " + MOST + " directories are named: name those that hold them");
        }
        sparse.forEach(path -> objection(path).ifPresent(found::add));
        return found;
    }

    private static Optional<String> objection(String path) {
        return Carried.objection(path).or(() -> {
            boolean pattern = path.chars().anyMatch(one -> PATTERN.indexOf(one) >= 0)
                    || path.startsWith("!")
                    || path.startsWith("#")
                    || path.startsWith("-");
            return pattern
                    ? Optional.of("'" + path + "' might be taken for a pattern: name a directory as it is called")
                    : Optional.empty();
        });
    }
}

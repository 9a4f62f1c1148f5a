package dev.tagma.core.workspace;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A further repository that a workspace is to have beside its first one.
 *
 * @param place an absolute path: the repository, or something inside it
 * @param name what its directory in the workspace is called; as the repository itself where absent
 * @param base what a new branch of it begins at; its HEAD where absent
 * @param contents what of it the workspace has
 * @param carried what comes along of the files in its own checkout that git does not keep
 */
public record Beside(String place, Optional<String> name, Optional<String> base, Contents contents, Carried carried) {

    /** How many a workspace may have beside its first one. */
    public static final int MOST = 15;

    /** What names of directories in a workspace are, in words. */
    public static final String NAMES =
            "letters from a to z, digits, '.', '_' and '-', at most 60, and a letter or digit first";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");

    public Beside {
        name.ifPresent(given -> {
            if (!isName(given)) {
                throw new IllegalArgumentException(
                        "'" + given + "' cannot be the name of a repository in a workspace: use " + NAMES);
            }
        });
    }

    /** One with the usual contents. */
    public Beside(String place, Optional<String> name, Optional<String> base) {
        this(place, name, base, Contents.USUAL, Carried.NOTHING);
    }

    public Beside with(Contents otherContents, Carried otherCarried) {
        return new Beside(place, name, base, otherContents, otherCarried);
    }

    /** Whether a directory in a workspace can be called so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}

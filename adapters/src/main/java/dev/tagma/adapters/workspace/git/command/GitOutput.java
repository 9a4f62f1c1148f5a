package dev.tagma.adapters.workspace.git.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a git command said.
 *
 * @param bytes standard output as latin-1 text, one character a byte, so that names keep their bytes
 * @param complaint standard error
 */
public record GitOutput(int exit, String bytes, String complaint) {

    private static final Pattern HALF_MADE_WORKTREE =
            Pattern.compile("failed to read .*worktrees/.*/commondir: Success");

    public boolean ok() {
        return exit == 0;
    }

    /**
     * Whether git died only because another git was in the middle of adding a worktree to the same repository. Every
     * command that looks at all worktrees does (git 2.39: "failed to read …/commondir: Success", a file that is made
     * empty and filled a moment later), before it does anything itself.
     */
    boolean disturbed() {
        return exit == 128 && HALF_MADE_WORKTREE.matcher(complaint).find();
    }

    /** Standard output read as UTF-8, without the newline that ends it. */
    public String text() {
        String whole = new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return whole.endsWith("\n") ? whole.substring(0, whole.length() - 1) : whole;
    }

    /** The NUL-terminated items of standard output as latin-1 text. */
    public List<String> items() {
        var items = new ArrayList<String>();
        int start = 0;
        for (int end = bytes.indexOf('\0'); end >= 0; end = bytes.indexOf('\0', start)) {
            items.add(bytes.substring(start, end));
            start = end + 1;
        }
        return items;
    }

    /** Standard error in one line, for a message to a person. */
    public String reason() {
        String line = complaint.strip().replaceAll("\\s*\\R\\s*", "; ");
        return line.isEmpty() ? "git ended with " + exit : line;
    }
}

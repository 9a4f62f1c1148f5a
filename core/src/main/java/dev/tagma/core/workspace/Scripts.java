package dev.tagma.core.workspace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a project runs in its workspaces.
 *
 * @param project the absolute path of the repository: the same text does something else in another one
 * @param setup run when a workspace was made, before its agent starts
 * @param teardown run before a workspace is removed
 */
public record Scripts(String project, Optional<Script> setup, Optional<Script> teardown) {

    private static final String HEAD = "tagma scripts 1";

    public Scripts {
        if (setup.isEmpty() && teardown.isEmpty()) {
            throw new IllegalArgumentException("Project " + project + " names no script");
        }
    }

    /** The hash of all there is to trust: the project, and the paths and texts of its scripts. */
    public ScriptsId id() {
        return hash(written());
    }

    /** All of it as one text, of which {@link #id} is the hash; no two scripts give the same. */
    public String written() {
        var text = new StringBuilder();
        add(text, HEAD);
        add(text, project);
        for (Optional<Script> script : List.of(setup, teardown)) {
            add(text, script.map(Script::path).orElse(""));
            add(text, script.map(Script::text).orElse(""));
        }
        return text.toString();
    }

    /** What was written; none where it is another text. */
    public static Optional<Scripts> read(String written) {
        var parts = new ArrayList<String>();
        try {
            for (int at = 0; at < written.length(); ) {
                int colon = written.indexOf(':', at);
                int end = colon + 1 + Integer.parseInt(written.substring(at, colon));
                parts.add(written.substring(colon + 1, end));
                at = end;
            }
            boolean whole = parts.size() == 6 && parts.getFirst().equals(HEAD);
            return whole
                    ? Optional.of(new Scripts(
                            parts.get(1), script(parts.get(2), parts.get(3)), script(parts.get(4), parts.get(5))))
                    : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<Script> script(String path, String text) {
        return path.isEmpty() ? Optional.empty() : Optional.of(new Script(path, text));
    }

    private static void add(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    /** The hash of a text that was written. */
    public static ScriptsId hash(String written) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(written.getBytes(StandardCharsets.UTF_8));
            return new ScriptsId(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

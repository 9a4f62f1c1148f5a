package dev.tagma.core.workspace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What a project runs in its workspaces, and from where it has submodules cloned into them.
 *
 * @param project the absolute path of the repository: the same text does something else in another one
 * @param setup run when a workspace was made, before its agent starts
 * @param teardown run before a workspace is removed
 * @param submodules the file that names the addresses of submodules; none where workspaces have no submodules
 */
public record Scripts(String project, Optional<Script> setup, Optional<Script> teardown, Optional<Script> submodules) {

    private static final String HEAD = "tagma scripts 1";

    private static final String HEAD_WITH_SUBMODULES = "tagma scripts 2";

    public Scripts {
        if (setup.isEmpty() && teardown.isEmpty() && submodules.isEmpty()) {
            throw new IllegalArgumentException("Project " + project + " names nothing to trust");
        }
    }

    /** Those of a project whose workspaces have no submodules. */
    public Scripts(String project, Optional<Script> setup, Optional<Script> teardown) {
        this(project, setup, teardown, Optional.empty());
    }

    /** The hash of all there is to trust: the project, and the paths and texts of its files. */
    public ScriptsId id() {
        return hash(written());
    }

    /** All of it as one text, of which {@link #id} is the hash; no two scripts give the same. */
    public String written() {
        var text = new StringBuilder();
        add(text, submodules.isEmpty() ? HEAD : HEAD_WITH_SUBMODULES);
        add(text, project);
        add(text, setup);
        add(text, teardown);
        if (submodules.isPresent()) {
            add(text, submodules);
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
            return read(parts);
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<Scripts> read(List<String> parts) {
        boolean more = parts.size() == 8 && parts.getFirst().equals(HEAD_WITH_SUBMODULES);
        if (!more && !(parts.size() == 6 && parts.getFirst().equals(HEAD))) {
            return Optional.empty();
        }
        return Optional.of(new Scripts(
                parts.get(1),
                script(parts.get(2), parts.get(3)),
                script(parts.get(4), parts.get(5)),
                more ? script(parts.get(6), parts.get(7)) : Optional.empty()));
    }

    private static Optional<Script> script(String path, String text) {
        return path.isEmpty() ? Optional.empty() : Optional.of(new Script(path, text));
    }

    private static void add(StringBuilder text, Optional<Script> script) {
        add(text, script.map(Script::path).orElse(""));
        add(text, script.map(Script::text).orElse(""));
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

package dev.tagma.core.workspace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

    public Scripts {
        if (setup.isEmpty() && teardown.isEmpty()) {
            throw new IllegalArgumentException("Project " + project + " names no script");
        }
    }

    /** The hash of all there is to trust: the project, and the paths and texts of its scripts. */
    public ScriptsId id() {
        var digest = sha256();
        add(digest, "tagma scripts 1");
        add(digest, project);
        for (Optional<Script> script : List.of(setup, teardown)) {
            add(digest, script.map(Script::path).orElse(""));
            add(digest, script.map(Script::text).orElse(""));
        }
        return new ScriptsId(HexFormat.of().formatHex(digest.digest()));
    }

    /** With its length in front, so that no two lists of texts are the same bytes. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

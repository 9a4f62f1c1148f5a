package dev.tagma.adapters.workspace.git.store;

import java.nio.file.Path;

/** Names for directories of ours after things of the user's. */
public final class Names {

    private static final int LONGEST = 60;

    private Names() {}

    /** What a person calls the repository with this common git directory, or the directory itself. */
    public static String repositoryName(Path place) {
        Path name = place.getFileName();
        if (name == null) {
            return "root";
        }
        Path parent = place.getParent();
        if (name.toString().equals(".git") && parent != null && parent.getFileName() != null) {
            return parent.getFileName().toString();
        }
        String text = name.toString();
        return text.endsWith(".git") && text.length() > 4 ? text.substring(0, text.length() - 4) : text;
    }

    /** A name that every file system, shell and program takes without quoting; changed ones carry a hash of the original. */
    public static String directoryName(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
        String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
        if (cut.equals(name)) {
            return name;
        }
        return (cut.isEmpty() ? "x" : cut) + "-" + Digests.shortHash(name, 6);
    }
}

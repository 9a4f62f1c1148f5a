package dev.tagma.core.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a new workspace is given of the files that git does not keep, by their paths within the repository. Whatever comes
 * with a repository may have been written by a stranger, so none of these leads out of it, into git's own directory, or
 * through another one that is linked.
 *
 * @param copied files and directories that the workspace gets copies of
 * @param linked files and directories that it gets links to
 */
public record Carried(List<String> copied, List<String> linked) {

    public static final Carried NOTHING = new Carried(List.of(), List.of());

    /** How many paths there may be of either. */
    public static final int MOST = 100;

    private static final int LONGEST = 1000;

    public Carried {
        copied = List.copyOf(copied);
        linked = List.copyOf(linked);
        objections(copied, linked).stream().findFirst().ifPresent(first -> {
            throw new IllegalArgumentException(first);
        });
    }

    public boolean isEmpty() {
        return copied.isEmpty() && linked.isEmpty();
    }

    /** Everything that is wrong with these paths, one sentence each. */
    public static List<String> objections(List<String> copied, List<String> linked) {
        var found = new ArrayList<String>();
        var all = new ArrayList<>(copied);
        all.addAll(linked);
        if (copied.size() > MOST || linked.size() > MOST) {
            found.add("More than " + MOST + " paths are carried over: name the directories that hold them");
        }
        all.forEach(path -> objection(path).ifPresent(found::add));
        for (int i = copied.size(); i < all.size(); i++) {
            String link = all.get(i);
            for (int j = 0; j < i; j++) {
                String other = all.get(j);
                if (within(link, other) || within(other, link)) {
                    found.add("'" + shown(link) + "' is to be linked, but '" + shown(other)
                            + "' is carried over as well, which is or lies in the same: name one of them");
                }
            }
        }
        return found;
    }

    /** What is wrong with one path that is to lead to something in a repository; none if it does. */
    public static Optional<String> objection(String path) {
        if (path.isEmpty() || path.length() > LONGEST || path.codePoints().anyMatch(Character::isISOControl)) {
            return Optional.of("'" + shown(path) + "' is no path that is taken: name one of 1 to " + LONGEST
                    + " characters, none of them a control character");
        }
        if (path.startsWith("/") || path.startsWith("~")) {
            return Optional.of("'" + shown(path) + "' leads out of the repository: name a path within it");
        }
        for (String name : path.split("/", -1)) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "" -> {
                    return Optional.of("'" + shown(path) + "' has an empty name in it: write it without the slash");
                }
                case ".", ".." -> {
                    return Optional.of(
                            "'" + shown(path) + "' may lead out of the repository: write it without '" + name + "'");
                }
                case ".git" -> {
                    return Optional.of("'" + shown(path) + "' is git's own: leave it out");
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    private static boolean within(String path, String directory) {
        return path.equals(directory) || path.startsWith(directory + "/");
    }

    private static String shown(String path) {
        String visible = path.length() > 80 ? path.substring(0, 80) + "…" : path;
        var text = new StringBuilder();
        visible.codePoints().forEach(point -> text.appendCodePoint(Character.isISOControl(point) ? '\uFFFD' : point));
        return text.toString();
    }
}

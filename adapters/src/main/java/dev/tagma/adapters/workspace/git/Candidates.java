package dev.tagma.adapters.workspace.git;

import dev.tagma.adapters.workspace.git.repository.Repository;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names of branches and tags that a person may have meant. */
final class Candidates {

    private static final int SHOWN = 5;

    private Candidates() {}

    /** The end of a message about a name that nothing has: what there is instead, nearest first. */
    static String near(Repository repository, String wanted) {
        List<String> names = repository
                .git("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
                .check()
                .text()
                .lines()
                .filter(name -> !name.isEmpty())
                .sorted(Comparator.comparingInt((String name) -> distance(lower(name), lower(wanted)))
                        .thenComparing(name -> name))
                .limit(SHOWN)
                .toList();
        return names.isEmpty() ? ": it has no branches and no tags yet" : "; near it are " + String.join(", ", names);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** How many letters must be added, dropped or changed; being part of the other costs nothing. */
    private static int distance(String one, String other) {
        if (one.contains(other) || other.contains(one)) {
            return 0;
        }
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}

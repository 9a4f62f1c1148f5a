package dev.tagma.adapters.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The word that somebody most likely meant. */
final class Nearest {

    private Nearest() {}

    /** The one that the fewest changes of letters lead to, if those are few for its length. */
    static Optional<String> of(String word, Collection<String> known) {
        if (word.length() > 40) {
            return Optional.empty();
        }
        String meant = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(one -> distance(meant, one.toLowerCase(Locale.ROOT)) <= Math.max(1, one.length() / 3))
                .min(Comparator.comparingInt(one -> distance(meant, one.toLowerCase(Locale.ROOT))));
    }

    /** Insertions, deletions, replacements and swaps of neighbours. */
    private static int distance(String from, String to) {
        int[][] steps = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int replaced = steps[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                steps[i][j] = Math.min(replaced, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1);
                if (swapped) {
                    steps[i][j] = Math.min(steps[i][j], steps[i - 2][j - 2] + 1);
                }
            }
        }
        return steps[from.length()][to.length()];
    }
}

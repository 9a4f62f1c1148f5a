package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.corpus.RecordedScreen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which screens of one agent are in the corpus, and which states are not, with the reason.
 *
 * @param title what people call the agent
 * @param screens by version, oldest first
 * @param gaps by a state of the status table, why a version has no screen of it
 */
record CorpusTable(String title, Map<String, List<RecordedScreen>> screens, List<Gap> gaps) {

    /** The states of the status table, by what their screens are called. */
    private static final Map<String, Set<String>> STATES = states();

    private static Map<String, Set<String>> states() {
        Map<String, Set<String>> states = new LinkedHashMap<>();
        states.put("idle", Set.of("idle"));
        states.put("idle after an interruption", Set.of("interrupted"));
        states.put("working", Set.of("working"));
        states.put("waiting_permission", Set.of("permission"));
        states.put("waiting_question", Set.of("question"));
        states.put("waiting_plan", Set.of("plan"));
        states.put("waiting_trust_or_login: trust", Set.of("trust"));
        states.put("waiting_trust_or_login: login", Set.of("login", "api-key", "onboarding"));
        states.put("background_work", Set.of("background"));
        states.put("retrying", Set.of("retrying"));
        states.put("usage_limited", Set.of("limited"));
        states.put("compacting", Set.of("compacting"));
        states.put("error", Set.of("error"));
        states.put("a menu that takes the keys", Set.of("menu", "exit-confirm"));
        states.put("unknown, as it should be", Set.of("unknown", "undecided"));
        return states;
    }

    /**
     * A state of which there is no screen.
     *
     * @param state empty for all of which nothing else is said
     * @param versions the beginning of the versions that it holds for, empty for all
     */
    record Gap(String state, String versions, String reason) {

        /** All states of a version that was recorded in part. */
        static Gap rest(String version, String reason) {
            return new Gap("", version, reason);
        }

        private boolean about(String one, String version) {
            return state.equals(one) && version.startsWith(versions);
        }

        private String line() {
            return "- %s%s: %s%n"
                    .formatted(
                            state.isEmpty() ? "all others without a number" : state,
                            versions.isEmpty() ? "" : " (" + versions + ")",
                            reason);
        }
    }

    static CorpusTable of(String title, String agent, Gap... gaps) {
        Map<String, List<RecordedScreen>> screens = new LinkedHashMap<>();
        RecordedScreen.versions(agent).forEach(version -> screens.put(version, RecordedScreen.of(agent, version)));
        return new CorpusTable(title, screens, List.of(gaps));
    }

    String rendered() {
        StringBuilder text = new StringBuilder("## %s%n%n".formatted(title));
        text.append(row("state", screens.keySet()));
        text.append(row("---", screens.keySet().stream().map(version -> "---").toList()));
        List<String> missing = new ArrayList<>();
        STATES.forEach((state, readings) -> text.append(row(
                state,
                screens.entrySet().stream()
                        .map(version -> cell(state, readings, version.getKey(), version.getValue(), missing))
                        .toList())));
        text.append("%nNot covered:%n%n".formatted());
        missing.stream().distinct().forEach(line -> text.append(line));
        return text + situations();
    }

    private String cell(
            String state, Set<String> readings, String version, List<RecordedScreen> recorded, List<String> missing) {
        List<RecordedScreen> shown = recorded.stream()
                .filter(screen -> readings.contains(screen.reading()))
                .toList();
        List<Gap> reasons =
                gaps.stream().filter(gap -> gap.about(state, version)).toList();
        if (!shown.isEmpty()) {
            assertThat(reasons)
                    .as("%s %s has screens of '%s'", title, version, state)
                    .isEmpty();
            long situations =
                    shown.stream().map(RecordedScreen::state).distinct().count();
            return "%d: %s".formatted(situations, sizes(shown));
        }
        List<Gap> known = reasons.isEmpty()
                ? gaps.stream().filter(gap -> gap.about("", version)).toList()
                : reasons;
        assertThat(known)
                .as("%s %s has no screens of '%s': say why", title, version, state)
                .isNotEmpty();
        known.forEach(gap -> missing.add(gap.line()));
        return "–";
    }

    /** Every situation by itself. */
    private String situations() {
        Map<String, Map<String, List<RecordedScreen>>> all = new TreeMap<>();
        screens.forEach((version, recorded) -> recorded.forEach(screen -> all.computeIfAbsent(
                        "`%s` | %s".formatted(screen.state(), screen.reading()), key -> new TreeMap<>())
                .computeIfAbsent(version, key -> new ArrayList<>())
                .add(screen)));
        StringBuilder text =
                new StringBuilder("%n<details><summary>Every situation of %s</summary>%n%n".formatted(title));
        text.append(row("situation | is", screens.keySet()));
        text.append(
                row("---|---", screens.keySet().stream().map(version -> "---").toList()));
        all.forEach((situation, versions) -> text.append(row(
                situation,
                screens.keySet().stream()
                        .map(version -> versions.getOrDefault(version, List.of()))
                        .map(recorded -> recorded.isEmpty() ? "" : sizes(recorded))
                        .toList())));
        return text + "%n</details>%n%n".formatted();
    }

    /** A star where somebody recorded it by hand, so that no scene records it anew. */
    private static String sizes(List<RecordedScreen> recorded) {
        Set<String> sizes =
                new TreeSet<>(Comparator.comparingInt((String size) -> Integer.parseInt(size.replaceFirst("x.*", "")))
                        .thenComparing(Comparator.naturalOrder()));
        recorded.stream()
                .collect(Collectors.groupingBy(screen -> screen.size()))
                .forEach((size, ones) ->
                        sizes.add(ones.stream().anyMatch(one -> one.scene().isPresent()) ? size : size + "\\*"));
        return String.join(" ", sizes);
    }

    private static String row(String head, Iterable<String> cells) {
        return "| " + head + " | " + String.join(" | ", cells) + " |%n".formatted();
    }
}

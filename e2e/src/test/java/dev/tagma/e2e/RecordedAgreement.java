package dev.tagma.e2e;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.adapters.agent.manifest.form.ManifestFiles;
import dev.tagma.adapters.agent.manifest.form.TitleRule;
import dev.tagma.adapters.agent.manifest.screen.ScreenReader;
import dev.tagma.bench.report.Row;
import dev.tagma.testkit.corpus.Gist;
import dev.tagma.testkit.corpus.RecordedScreen;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How far one source of an agent agrees with what was recorded of it.
 *
 * @param source what is read: screens, titles, state files
 * @param verdict what the source makes of a recording; none where it says nothing, or nothing that could be held to it
 */
record RecordedAgreement(
        String agent, String version, String source, Function<RecordedScreen, Optional<Verdict>> verdict) {

    /** What a reading came to. */
    enum Verdict {
        RIGHT,
        /** Another state, or unknown; no rest and no request that is not there. */
        WRONG,
        FALSE_IDLE,
        FALSE_WAITING
    }

    private static final Set<String> WAITING = Set.of("permission", "question", "plan");

    static Stream<RecordedAgreement> all() {
        ClaudeScreen screens = new ClaudeScreen();
        Stream<RecordedAgreement> claude = RecordedScreen.versions("claude-code").stream()
                .flatMap(version -> Stream.of(
                        new RecordedAgreement(
                                "claude-code",
                                version,
                                "screens",
                                recorded -> Optional.of(
                                        word(screens.read(recorded.screen()).word(), recorded))),
                        new RecordedAgreement("claude-code", version, "titles", RecordedAgreement::claudeTitle),
                        new RecordedAgreement("claude-code", version, "state files", RecordedAgreement::stateFile)));
        return Stream.concat(
                claude,
                Stream.of("gemini", "qwen")
                        .flatMap(agent -> RecordedScreen.versions(agent).stream()
                                .flatMap(version -> byManifest(agent, version))));
    }

    private static Stream<RecordedAgreement> byManifest(String agent, String version) {
        ScreenReader reader = new ScreenReader(ManifestFiles.builtIn(agent).screen());
        List<TitleRule> titles = ManifestFiles.builtIn(agent).titles();
        return Stream.of(
                new RecordedAgreement(
                        agent,
                        version,
                        "screens",
                        recorded ->
                                Optional.of(word(reader.read(recorded.screen()).word(), recorded))),
                new RecordedAgreement(
                        agent,
                        version,
                        "titles",
                        recorded -> titles.stream()
                                .filter(rule -> rule.matches()
                                        .matcher(recorded.screen().title())
                                        .find())
                                .findFirst()
                                .flatMap(rule -> gist(said(rule.means()), recorded))));
    }

    private static Set<Gist> said(TitleRule.Means means) {
        return switch (means) {
            case IDLE -> EnumSet.of(Gist.REST);
            case REST -> EnumSet.of(Gist.REST, Gist.ASKS);
            case WORKING -> EnumSet.of(Gist.WORK);
            case WAITING -> EnumSet.of(Gist.ASKS);
        };
    }

    /** The mark of rest stands there in dialogs too. */
    private static Optional<Verdict> claudeTitle(RecordedScreen recorded) {
        String title = recorded.screen().title();
        return switch (title.isEmpty() ? ' ' : title.charAt(0)) {
            case '◐', '◑' -> gist(EnumSet.of(Gist.WORK), recorded);
            case '✳' -> gist(EnumSet.of(Gist.REST, Gist.ASKS), recorded);
            default -> Optional.empty();
        };
    }

    private static Optional<Verdict> stateFile(RecordedScreen recorded) {
        return recorded.status().flatMap(status -> switch (status) {
            case "idle" -> gist(EnumSet.of(Gist.REST), recorded);
            case "busy" -> gist(EnumSet.of(Gist.WORK), recorded);
            case "waiting" -> gist(EnumSet.of(Gist.ASKS), recorded);
            default -> Optional.empty();
        });
    }

    private static Verdict word(String word, RecordedScreen recorded) {
        return word.equals(recorded.reading())
                ? Verdict.RIGHT
                : word.equals("idle")
                        ? Verdict.FALSE_IDLE
                        : WAITING.contains(word) ? Verdict.FALSE_WAITING : Verdict.WRONG;
    }

    private static Optional<Verdict> gist(Set<Gist> said, RecordedScreen recorded) {
        if (recorded.gist() == Gist.OTHER) {
            return Optional.empty();
        }
        return Optional.of(
                said.contains(recorded.gist())
                        ? Verdict.RIGHT
                        : said.contains(Gist.REST)
                                ? Verdict.FALSE_IDLE
                                : said.contains(Gist.ASKS) ? Verdict.FALSE_WAITING : Verdict.WRONG);
    }

    Row row() {
        List<Verdict> verdicts = RecordedScreen.of(agent, version).stream()
                .flatMap(recorded -> verdict.apply(recorded).stream())
                .toList();
        long right = count(verdicts, Verdict.RIGHT);
        return Row.judged(
                agent + " " + version + ", recorded " + source,
                "all right",
                "%d of %d right; %d false idle, %d false waiting"
                        .formatted(
                                right,
                                verdicts.size(),
                                count(verdicts, Verdict.FALSE_IDLE),
                                count(verdicts, Verdict.FALSE_WAITING)),
                right == verdicts.size());
    }

    private static long count(List<Verdict> verdicts, Verdict one) {
        return verdicts.stream().filter(one::equals).count();
    }
}

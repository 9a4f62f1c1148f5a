package dev.tagma.app.config;

import dev.tagma.adapters.yaml.YamlSection;
import dev.tagma.core.sandbox.Limits;
import dev.tagma.core.sandbox.Network;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.sandbox.SandboxWish;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads a section {@code sandbox}: of all agents, of one, or of a project.
 *
 * @param home what {@code ~} stands for
 */
record SandboxReader(YamlSection section, Path home) {

    private static final String PLACE_EXPECTED = "an absolute path, or one that begins with ~/";

    /** What is said there; what is wrong with it stands among the section's errors. */
    SandboxWish read() {
        SandboxWish wish = new SandboxWish(
                section.value("kind", kinds(), SandboxReader::kind),
                network(),
                limits(),
                places("readable"),
                places("writable"),
                section.text("image"));
        section.refuseUnknown();
        return wish;
    }

    /** The same, over what holds otherwise; a rule that cannot be is said to be wrong. */
    SandboxRule over(SandboxRule base) {
        SandboxRule rule = read().over(base);
        rule.objection().ifPresent(wrong -> section.wrong("kind", "is wrong with what else is said: " + wrong));
        return rule.objection().isPresent() ? base : rule;
    }

    /** What a project may say: it names no places and nothing that is run. */
    SandboxWish ofProject(String why) {
        section.forbid(Set.of("readable", "writable", "image"), why);
        SandboxWish wish = new SandboxWish(
                section.value("kind", kinds(), SandboxReader::kind),
                network(),
                limits(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        section.refuseUnknown();
        return wish;
    }

    private Optional<Network> network() {
        if (!section.has("network")) {
            return Optional.empty();
        }
        if (section.isText("network")) {
            return section.value("network", Network.EXPECTED, word -> Network.parse(List.of(word)));
        }
        Optional<List<String>> hosts = section.texts("network");
        Optional<Network> network = hosts.flatMap(Network::parse);
        if (hosts.isPresent() && network.isEmpty()) {
            section.wrong("network", "is not understood; use " + Network.EXPECTED);
        }
        return network;
    }

    private Limits limits() {
        Optional<Long> memory = section.value("memory", Limits.MEMORY_EXPECTED, Limits::parseMemory);
        Optional<Integer> processes = section.number("processes", 8, 1_000_000).map(Long::intValue);
        Optional<Integer> cpus = section.value("cpus", Limits.CPUS_EXPECTED, Limits::parseCpus);
        return new Limits(memory, processes, cpus);
    }

    private Optional<List<String>> places(String key) {
        return section.texts(key)
                .map(places -> places.stream()
                        .flatMap(place -> place(key, place).stream())
                        .toList());
    }

    private Optional<String> place(String key, String place) {
        String whole = place.startsWith("~/") ? home.resolve(place.substring(2)).toString() : place;
        if (!whole.startsWith("/") || whole.indexOf('\0') >= 0) {
            section.wrong(key, "names a place that is not " + PLACE_EXPECTED);
            return Optional.empty();
        }
        return Optional.of(Path.of(whole).normalize().toString());
    }

    private static Optional<SandboxKind> kind(String text) {
        return Stream.of(SandboxKind.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    private static String kinds() {
        return Stream.of(SandboxKind.values())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}

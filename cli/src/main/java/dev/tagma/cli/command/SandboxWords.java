package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.repeated;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.texts;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.talk.Failure;
import dev.tagma.core.sandbox.Limits;
import dev.tagma.core.sandbox.Network;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What an agent is to be kept within, as it can be said on a command line. */
final class SandboxWords {

    private static final String LIMITS = "give memory=4g, processes=200 or cpus=2";

    private final OptionSpec kind = value(
            "SANDBOX",
            "What contains the agent: bubblewrap, docker, podman, or none; as configured if absent.",
            "--sandbox");
    private final OptionSpec network = repeated(
            "NETWORK",
            "What it reaches from its sandbox: on, off, or a host such as api.anthropic.com, *.npmjs.org or"
                    + " example.org:8443; several hosts by several times.",
            "--network");
    private final OptionSpec limits = repeated(
            "WHAT=LIMIT",
            "What it may take at most: memory=4g, processes=200 or cpus=2; may be given several times.",
            "--limit");
    private final OptionSpec readable = repeated("PLACE", "A further place that it may read.", "--readable");
    private final OptionSpec writable = repeated("PLACE", "A further place that it may write.", "--writable");
    private final OptionSpec image = value("IMAGE", "What a container is made of.", "--image");

    List<ArgSpec> words() {
        return List.of(kind, network, limits, readable, writable, image);
    }

    /** What was said; none where nothing was. */
    Optional<Json> json(Path workingDirectory) {
        var members = new LinkedHashMap<String, Json>();
        Values.choice(kind, SandboxKind.values()).ifPresent(chosen -> members.put("kind", Json.of(chosen)));
        if (!texts(network).isEmpty()) {
            members.put("network", list(hosts()));
        }
        limits(members);
        places("readable", readable, workingDirectory, members);
        places("writable", writable, workingDirectory, members);
        text(image).ifPresent(name -> members.put("image", Json.of(name)));
        return members.isEmpty() ? Optional.empty() : Optional.of(new JsonObject(members));
    }

    private List<String> hosts() {
        List<String> words = texts(network).stream()
                .flatMap(word -> Stream.of(word.split(",", -1)))
                .map(String::strip)
                .toList();
        return Network.parse(words)
                .map(Network::words)
                .orElseThrow(() -> Failure.usage("--network '%s' is not understood: give %s"
                        .formatted(Values.shown(String.join(",", words)), Network.EXPECTED)));
    }

    private void limits(Map<String, Json> members) {
        for (String limit : texts(limits)) {
            int equals = limit.indexOf('=');
            String amount = limit.substring(equals + 1);
            Optional<Json> said = switch (limit.substring(0, Math.max(0, equals))) {
                case "memory" -> put(members, "memory", Limits.parseMemory(amount));
                case "processes" ->
                    put(
                            members,
                            "processes",
                            amount.matches("[0-9]{1,6}") ? Optional.of(Long.valueOf(amount)) : Optional.empty());
                case "cpus" ->
                    put(members, "cpuPercent", Limits.parseCpus(amount).map(Integer::longValue));
                default -> Optional.empty();
            };
            if (said.isEmpty()) {
                throw Failure.usage("--limit '%s' is not understood: %s".formatted(Values.shown(limit), LIMITS));
            }
        }
    }

    private static Optional<Json> put(Map<String, Json> members, String name, Optional<Long> value) {
        return value.map(given -> {
            Json number = Json.of(given.longValue());
            members.put(name, number);
            return number;
        });
    }

    private static void places(String name, OptionSpec option, Path workingDirectory, Map<String, Json> members) {
        List<String> given = texts(option).stream()
                .map(place -> Values.path(workingDirectory, place).toString())
                .toList();
        if (!given.isEmpty()) {
            members.put(name, list(given));
        }
    }

    private static Json list(List<String> texts) {
        return Json.of(texts.stream().map(Json::of).toList());
    }
}

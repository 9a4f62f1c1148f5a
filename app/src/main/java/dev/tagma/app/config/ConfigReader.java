package dev.tagma.app.config;

import dev.tagma.adapters.yaml.YamlFile;
import dev.tagma.adapters.yaml.YamlSection;
import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.PermissionMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code config.yaml}; says everything that is wrong with it at once, with line numbers. */
public final class ConfigReader {

    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5}) *- *([0-9]{1,5})");

    private ConfigReader() {}

    /**
     * The configuration in this file, the default where there is no file.
     *
     * @param home of the person, which {@code ~} stands for
     */
    public static Config read(Path file, Path home) {
        List<String> errors = new ArrayList<>();
        Config config;
        try {
            config =
                    read(new YamlSection(file.toString(), "", new YamlFile(file).read(Set.of(), errors), errors), home);
        } catch (NoSuchFileException absent) {
            return Config.DEFAULT;
        }
        if (!errors.isEmpty()) {
            throw new ConfigFault(errors);
        }
        return config;
    }

    private static Config read(YamlSection root, Path home) {
        Config base = Config.DEFAULT;
        SandboxRule sandbox = new SandboxReader(root.section("sandbox"), home).over(base.sandbox());
        Config config = new Config(
                agents(root.section("agents"), sandbox, home),
                server(root.section("server"), base.server()),
                sessions(root.section("sessions"), base.sessions()),
                delivery(root.section("delivery"), base.delivery()),
                store(root.section("store"), base.store()),
                new BudgetReader(root.section("budgets")).read(),
                search(root.section("search"), base.search()),
                sandbox);
        root.refuseUnknown();
        return config;
    }

    private static Map<String, Config.Agent> agents(YamlSection section, SandboxRule usual, Path home) {
        Map<String, Config.Agent> agents = new LinkedHashMap<>();
        section.sections().forEach((name, agent) -> {
            agents.put(
                    name,
                    new Config.Agent(
                            agent.texts("command").orElse(List.of()),
                            agent.textMap("env").orElse(Map.of()),
                            acp(agent),
                            agent.texts("adapter").orElse(List.of()),
                            agent.has("sandbox")
                                    ? Optional.of(new SandboxReader(agent.section("sandbox"), home).over(usual))
                                    : Optional.empty()));
            agent.refuseUnknown();
        });
        return agents;
    }

    private static Optional<Config.Acp> acp(YamlSection agent) {
        Optional<List<String>> command = agent.texts("acp").filter(words -> !words.isEmpty());
        if (command.isEmpty()) {
            agent.forbid(Set.of("login", "modes"), "tells of the agent that 'acp' runs; set 'acp' as well");
            return Optional.empty();
        }
        Optional<String> login = agent.text("login");
        YamlSection names = agent.section("modes");
        Map<PermissionMode, String> own = new EnumMap<>(PermissionMode.class);
        for (PermissionMode mode : PermissionMode.values()) {
            names.text(mode.name().toLowerCase(Locale.ROOT)).ifPresent(name -> own.put(mode, name));
        }
        names.refuseUnknown();
        return Optional.of(new Config.Acp(command.get(), login, own));
    }

    private static Config.Server server(YamlSection section, Config.Server base) {
        Optional<Boolean> open = section.flag("tcp");
        Optional<Integer> chosen = section.number("port", 0, 65535).map(Long::intValue);
        section.refuseUnknown();
        return new Config.Server(open.orElse(true) ? chosen.or(base::port) : Optional.empty(), chosen.isPresent());
    }

    private static Config.Sessions sessions(YamlSection section, Config.Sessions base) {
        Config.Sessions sessions = new Config.Sessions(
                section.text("agent").orElse(base.agent()),
                section.value("mode", modes(), ConfigReader::mode).orElse(base.mode()),
                section.value("afterLimit", "wait or continue", ConfigReader::afterLimit)
                        .orElse(base.afterLimit()),
                section.flag("yolo").orElse(base.yolo()),
                section.value("stallAfter", Durations.EXPECTED, Durations::parse)
                        .orElse(base.stallAfter()),
                section.value("stopGrace", Durations.EXPECTED, Durations::parse).orElse(base.stopGrace()),
                section.value("scriptLimit", Durations.EXPECTED, Durations::parse)
                        .orElse(base.scriptLimit()),
                section.value("ports", "two ports such as 21000-21999, the lower one first", ConfigReader::ports)
                        .orElse(base.ports()));
        section.refuseUnknown();
        return sessions;
    }

    private static Optional<AfterLimit> afterLimit(String text) {
        return Stream.of(AfterLimit.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    private static Optional<Config.Ports> ports(String text) {
        Matcher ports = PORTS.matcher(text);
        if (!ports.matches()) {
            return Optional.empty();
        }
        int first = Integer.parseInt(ports.group(1));
        int last = Integer.parseInt(ports.group(2));
        // Lower ones are for root alone.
        boolean usable = first >= 1024 && last <= 65535 && first <= last;
        return usable ? Optional.of(new Config.Ports(first, last)) : Optional.empty();
    }

    private static Config.Delivery delivery(YamlSection section, Config.Delivery base) {
        Config.Delivery delivery = new Config.Delivery(
                section.flag("steer").orElse(base.steer()),
                section.number("maxBytes", 1024, 64 << 20).map(Long::intValue).orElse(base.maxBytes()),
                inbox(section.section("inbox"), base.inbox()));
        section.refuseUnknown();
        return delivery;
    }

    private static Config.Inbox inbox(YamlSection section, Config.Inbox base) {
        Config.Inbox inbox = new Config.Inbox(
                section.number("messages", 1, 100_000).map(Long::intValue).orElse(base.messages()),
                section.number("bytes", 1 << 20, 1 << 30).orElse(base.bytes()));
        section.refuseUnknown();
        return inbox;
    }

    private static Config.StoreSettings store(YamlSection section, Config.StoreSettings base) {
        Config.StoreSettings store = new Config.StoreSettings(
                section.value("sync", "normal or full", ConfigReader::sync).orElse(base.syncFull()),
                kept(section.section("retention"), base.retention()));
        section.refuseUnknown();
        return store;
    }

    private static Config.Search search(YamlSection section, Config.Search base) {
        Config.Search search = new Config.Search(section.flag("foreign").orElse(base.foreign()));
        section.refuseUnknown();
        return search;
    }

    private static Config.Kept kept(YamlSection section, Config.Kept base) {
        Config.Kept kept = new Config.Kept(
                section.value("age", Durations.EXPECTED, Durations::parse).orElse(base.age()),
                section.number("rows", 1000, Long.MAX_VALUE).orElse(base.rows()),
                section.number("bytes", 1 << 20, Long.MAX_VALUE).orElse(base.bytes()),
                section.number("snapshots", 1, 1_000_000).map(Long::intValue).orElse(base.snapshots()));
        section.refuseUnknown();
        return kept;
    }

    private static Optional<Boolean> sync(String text) {
        return switch (text) {
            case "normal" -> Optional.of(false);
            case "full" -> Optional.of(true);
            default -> Optional.empty();
        };
    }

    static String modes() {
        return Stream.of(PermissionMode.values())
                .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    static Optional<PermissionMode> mode(String text) {
        return Stream.of(PermissionMode.values())
                .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(text.replace('-', '_')))
                .findFirst();
    }

    /** Times as people write them. */
    static final class Durations {

        static final String EXPECTED = "a time such as 30s, 10m, 72h or 7d";

        private Durations() {}

        static Optional<Duration> parse(String text) {
            if (!text.matches("[0-9]{1,9}[smhd]")) {
                return Optional.empty();
            }
            long amount = Long.parseLong(text.substring(0, text.length() - 1));
            return Optional.of(
                    switch (text.charAt(text.length() - 1)) {
                        case 's' -> Duration.ofSeconds(amount);
                        case 'm' -> Duration.ofMinutes(amount);
                        case 'h' -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    });
        }
    }
}

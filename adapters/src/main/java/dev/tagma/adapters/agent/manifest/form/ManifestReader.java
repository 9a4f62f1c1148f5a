package dev.tagma.adapters.agent.manifest.form;

import dev.tagma.adapters.agent.manifest.form.Manifest.Answers;
import dev.tagma.adapters.agent.manifest.form.Manifest.Chat;
import dev.tagma.adapters.agent.manifest.form.Manifest.Delivery;
import dev.tagma.adapters.agent.manifest.form.Manifest.Launch;
import dev.tagma.adapters.agent.manifest.form.Manifest.Login;
import dev.tagma.adapters.agent.manifest.form.Manifest.Program;
import dev.tagma.adapters.agent.manifest.form.Manifest.Spoken;
import dev.tagma.adapters.yaml.YamlSection;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.PermissionMode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes a manifest from its YAML; what is wrong with it goes to the section's errors. */
final class ManifestReader {

    private final String origin;
    private final YamlSection root;

    ManifestReader(String origin, YamlSection root) {
        this.origin = origin;
        this.root = root;
    }

    Manifest read(AgentId agent) {
        Manifest manifest = new Manifest(
                origin,
                agent,
                root.text("title").orElse(agent.value()),
                program(agent),
                login(root.section("login")),
                launch(),
                root.list("titles").stream()
                        .flatMap(rule -> title(rule).stream())
                        .toList(),
                new ScreenFormReader(root.section("screen")).read(),
                delivery(root.section("delivery")),
                answers(root.section("answers")),
                chat(root),
                spoken(root),
                root.texts("unknown").orElse(List.of()));
        root.refuseUnknown();
        return manifest;
    }

    private Program program(AgentId agent) {
        List<String> command = words(root, "program");
        if (command.isEmpty()) {
            root.wrong("program", "is missing; name the program, as in 'program: [" + agent + "]'");
        }
        YamlSection version = root.section("version");
        Program program = new Program(
                command,
                root.text("install").orElse("install it"),
                words(version, "arguments"),
                words(version, "known"),
                keeps());
        version.refuseUnknown();
        return program;
    }

    /** Anywhere else is a person's to allow. */
    private List<String> keeps() {
        List<String> keeps = words(root, "keeps");
        keeps.stream()
                .filter(place -> !place.matches("\\{home}/[^/].*|\\{[A-Z][A-Z0-9_]*}.*"))
                .findFirst()
                .ifPresent(place -> root.wrong(
                        "keeps",
                        "names '" + place
                                + "'; use directories such as {home}/.agent, or {VARIABLE} for what a variable says"));
        return keeps;
    }

    private static Login login(YamlSection section) {
        Login login = new Login(words(section, "variables"), words(section, "files"));
        section.refuseUnknown();
        return login;
    }

    private Launch launch() {
        List<String> model = words(root, "model");
        if (!model.isEmpty() && model.stream().noneMatch(word -> word.contains(Launch.MODEL))) {
            root.wrong("model", "does not say where the model goes; write " + Launch.MODEL + " there");
        }
        YamlSection environment = root.section("environment");
        Launch launch = new Launch(
                words(root, "start"),
                naming("resume"),
                naming("fork"),
                model,
                modes(root.section("modes")),
                Set.copyOf(words(environment, "pass")),
                environment.textMap("set").orElse(Map.of()));
        environment.refuseUnknown();
        return launch;
    }

    /** Arguments that lead to one conversation: without its id the program would take whichever was last. */
    private List<String> naming(String key) {
        List<String> words = words(root, key);
        if (!words.isEmpty() && words.stream().noneMatch(word -> word.contains(Launch.ID))) {
            root.wrong(
                    key, "does not say which conversation; write " + Launch.ID + " where its id goes, or leave it out");
        }
        return words;
    }

    private Map<PermissionMode, List<String>> modes(YamlSection section) {
        Map<PermissionMode, List<String>> modes = new EnumMap<>(PermissionMode.class);
        for (PermissionMode mode : PermissionMode.values()) {
            String key = mode.name().toLowerCase(Locale.ROOT);
            if (section.has(key)) {
                section.texts(key).ifPresent(words -> modes.put(mode, words));
            }
        }
        section.refuseUnknown();
        if (modes.isEmpty()) {
            root.wrong("modes", "names no mode; name at least one, as in 'ask: []'");
        }
        return modes;
    }

    private static Optional<TitleRule> title(YamlSection rule) {
        var matches = Patterns.required(rule, "matches");
        var means = required(rule, "means", TitleRule.Means.class);
        rule.refuseUnknown();
        return matches.isPresent() && means.isPresent()
                ? Optional.of(new TitleRule(matches.get(), means.get()))
                : Optional.empty();
    }

    private static Delivery delivery(YamlSection section) {
        Delivery delivery = new Delivery(
                Duration.ofMillis(section.number("settleMillis", 0, 10_000).orElse(500L)),
                keys(section, "submit")
                        .orElseGet(() -> Keys.of(List.of("enter")).orElseThrow()),
                keys(section, "clear").orElse(Keys.NONE),
                keys(section, "interrupt").orElse(Keys.NONE),
                section.list("sigils").stream()
                        .flatMap(sigil -> sigil(sigil).stream())
                        .toList());
        section.refuseUnknown();
        return delivery;
    }

    private static Optional<Sigil> sigil(YamlSection section) {
        var found = Patterns.required(section, "matches");
        Optional<String> sign = section.text("sign");
        Optional<String> because = section.text("because");
        if (sign.isEmpty() || because.isEmpty()) {
            section.wrong(sign.isEmpty() ? "sign" : "because", "is missing");
        }
        Optional<String> write = section.has("write") ? section.text("write") : Optional.empty();
        section.refuseUnknown();
        return found.isPresent() && sign.isPresent() && because.isPresent()
                ? Optional.of(new Sigil(found.get(), sign.get(), write, because.get()))
                : Optional.empty();
    }

    private static Answers answers(YamlSection section) {
        Answers answers = new Answers(
                answer(section, "once"),
                answer(section, "always"),
                answer(section, "deny"),
                section.has("choices") && section.flag("choices").orElse(false),
                section.has("ownWords") ? Patterns.pattern(section, "ownWords") : Optional.empty());
        section.refuseUnknown();
        return answers;
    }

    private static Optional<AnswerKey> answer(YamlSection answers, String key) {
        if (!answers.has(key)) {
            return Optional.empty();
        }
        YamlSection section = answers.section(key);
        Optional<AnswerKey> option = section.has("option")
                ? Patterns.pattern(section, "option").map(AnswerKey.Option::new)
                : Optional.empty();
        Optional<AnswerKey> pressed = keys(section, "keys").map(AnswerKey.Pressed::new);
        section.refuseUnknown();
        if (option.isPresent() == pressed.isPresent()) {
            answers.wrong(key, "must have either 'option', the label whose number is pressed, or 'keys'");
        }
        return option.or(() -> pressed);
    }

    private static Optional<Chat> chat(YamlSection root) {
        if (!root.has("transcript")) {
            return Optional.empty();
        }
        YamlSection section = root.section("transcript");
        var format = required(section, "format", ChatFormat.class);
        Optional<String> file = section.text("file");
        if (file.isEmpty() || (!file.get().contains("{id}") && !file.get().contains("{id8}"))) {
            section.wrong(
                    "file", "does not name one conversation; write {id}, or {id8} for its first eight characters");
        }
        Optional<LineForm> lines =
                format.filter(one -> one == ChatFormat.LINES).map(one -> new LineFormReader(section).read());
        if (lines.filter(form -> form.conversation().isEmpty()).isPresent()
                && file.filter(pattern -> !pattern.contains("{id}")).isPresent()) {
            section.wrong("conversation", "is missing; the file's name holds a part of the conversation's id only");
        }
        Optional<String> placeFile = section.has("placeFile") ? section.text("placeFile") : Optional.empty();
        section.refuseUnknown();
        return format.isPresent() && file.isPresent()
                ? Optional.of(new Chat(format.get(), file.get(), lines, placeFile))
                : Optional.empty();
    }

    private static Optional<Spoken> spoken(YamlSection root) {
        if (!root.has("acp")) {
            return Optional.empty();
        }
        YamlSection section = root.section("acp");
        List<String> program = words(section, "program");
        if (program.isEmpty()) {
            section.wrong("program", "is missing; name what speaks the protocol, as in 'program: [gemini, --acp]'");
        }
        Optional<String> login = section.has("login") ? section.text("login") : Optional.empty();
        YamlSection names = section.section("modes");
        Map<PermissionMode, String> modes = new EnumMap<>(PermissionMode.class);
        for (PermissionMode mode : PermissionMode.values()) {
            names.text(mode.name().toLowerCase(Locale.ROOT)).ifPresent(name -> modes.put(mode, name));
        }
        names.refuseUnknown();
        section.refuseUnknown();
        return program.isEmpty() ? Optional.empty() : Optional.of(new Spoken(program, login, modes));
    }

    static Optional<Keys> keys(YamlSection section, String key) {
        if (!section.has(key)) {
            return Optional.empty();
        }
        Optional<Keys> keys = Keys.of(words(section, key));
        if (keys.isEmpty()) {
            section.wrong(key, "holds what is no key; use " + Keys.EXPECTED);
        }
        return keys;
    }

    static List<String> words(YamlSection section, String key) {
        return section.has(key) ? section.texts(key).orElse(List.of()) : List.of();
    }

    static <E extends Enum<E>> Optional<E> required(YamlSection section, String key, Class<E> type) {
        if (!section.has(key)) {
            section.wrong(key, "is missing; use " + all(type));
            return Optional.empty();
        }
        return section.value(
                key,
                all(type),
                text -> Stream.of(type.getEnumConstants())
                        .filter(each -> word(each).equals(text))
                        .findFirst());
    }

    private static <E extends Enum<E>> String all(Class<E> type) {
        return Stream.of(type.getEnumConstants()).map(ManifestReader::word).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> each) {
        return each.name().toLowerCase(Locale.ROOT);
    }
}

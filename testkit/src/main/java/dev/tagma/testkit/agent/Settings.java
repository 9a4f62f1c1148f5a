package dev.tagma.testkit.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What settings files say: hooks, and rules of what is allowed without asking. */
record Settings(List<HookCommand> hooks, List<String> allowed) {

    /** After so long a hook is ended if its settings do not say otherwise. */
    private static final long HOOK_SECONDS = 600;

    Settings {
        hooks = List.copyOf(hooks);
        allowed = List.copyOf(allowed);
    }

    static Settings none() {
        return new Settings(List.of(), List.of());
    }

    static Settings read(Path file) throws IOException {
        return of(Json.read(Files.readString(file)));
    }

    static Settings of(Tree settings) {
        var hooks = settings.at("hooks").members().keySet().stream()
                .flatMap(event -> hooks(event, settings.at("hooks").at(event)))
                .toList();
        var allowed = settings.at("permissions").at("allow").list().stream()
                .map(Tree::text)
                .toList();
        return new Settings(hooks, allowed);
    }

    private static Stream<HookCommand> hooks(String event, Tree groups) {
        return groups.list().stream()
                .flatMap(group -> group.at("hooks").list().stream()
                        .filter(hook -> hook.at("type").text().equals("command"))
                        .map(hook -> new HookCommand(
                                event,
                                group.at("matcher").text(),
                                hook.at("command").text(),
                                Duration.ofSeconds(
                                        Long.parseLong(hook.at("timeout").text(Long.toString(HOOK_SECONDS)))))));
    }

    /** These settings and others beside them. */
    Settings and(Settings more) {
        return new Settings(
                Stream.concat(hooks.stream(), more.hooks.stream()).toList(),
                Stream.concat(allowed.stream(), more.allowed.stream()).toList());
    }
}

package dev.tagma.adapters.agent.opencode;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where the program keeps its things. */
final class OpenCodePlaces {

    private static final Map<String, String> USUAL = Map.of(
            "XDG_DATA_HOME", ".local/share",
            "XDG_STATE_HOME", ".local/state",
            "XDG_CONFIG_HOME", ".config",
            "XDG_CACHE_HOME", ".cache");

    private OpenCodePlaces() {}

    static Set<Path> of(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        Set<Path> places = new HashSet<>();
        USUAL.forEach((name, usual) -> {
            String own = environment.getOrDefault(name, "");
            places.add((own.startsWith("/") ? Path.of(own) : home.resolve(usual)).resolve("opencode"));
        });
        String configuration = environment.getOrDefault("OPENCODE_CONFIG_DIR", "");
        if (configuration.startsWith("/")) {
            places.add(Path.of(configuration));
        }
        return places;
    }
}

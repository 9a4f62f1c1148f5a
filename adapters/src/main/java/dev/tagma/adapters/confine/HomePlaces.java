package dev.tagma.adapters.confine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Places as they are written of any person: {@code {home}} is the home directory, {@code {NAME}} what a variable says. */
public final class HomePlaces {

    private HomePlaces() {}

    private static String place(String written, Path home, Map<String, String> environment) {
        int end = written.indexOf('}');
        String name = written.startsWith("{") && end > 0 ? written.substring(1, end) : "";
        String named = name.equals("home") ? home.toString() : environment.getOrDefault(name, "");
        return name.isEmpty() || named.isEmpty() ? "" : named + written.substring(end + 1);
    }

    /** Where they are; one whose variable is not set is left out. */
    public static Set<Path> of(List<String> written, Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        return written.stream()
                .map(place -> place(place, home, environment))
                .filter(place -> place.startsWith("/"))
                .map(place -> Path.of(place).normalize())
                .collect(Collectors.toUnmodifiableSet());
    }
}

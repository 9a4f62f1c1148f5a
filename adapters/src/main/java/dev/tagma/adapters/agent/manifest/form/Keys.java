package dev.tagma.adapters.agent.manifest.form;

import dev.tagma.spi.runtime.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Keys that are pressed one after the other. */
public record Keys(List<Key> keys) {

    /** What one may be called. */
    public static final String EXPECTED =
            "a key such as enter, escape, tab, backspace, up, down, left, right, ctrl-c or y";

    public static final Keys NONE = new Keys(List.of());

    public Keys {
        keys = List.copyOf(keys);
    }

    public boolean none() {
        return keys.isEmpty();
    }

    /** The keys of these names, none where one is not a key. */
    static Optional<Keys> of(List<String> names) {
        List<Key> keys = new ArrayList<>();
        for (String name : names) {
            Optional<Key> key = key(name);
            if (key.isEmpty()) {
                return Optional.empty();
            }
            keys.add(key.get());
        }
        return Optional.of(new Keys(keys));
    }

    private static Optional<Key> key(String name) {
        if (name.matches("ctrl-[a-z]")) {
            return Optional.of(new Key.Control(name.charAt(name.length() - 1)));
        }
        if (name.length() == 1 && !Character.isISOControl(name.charAt(0))) {
            return Optional.of(new Key.Printable(name.charAt(0)));
        }
        for (Key.Named named : Key.Named.values()) {
            if (named.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(named);
            }
        }
        return Optional.empty();
    }
}

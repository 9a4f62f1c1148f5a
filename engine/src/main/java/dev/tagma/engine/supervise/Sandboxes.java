package dev.tagma.engine.supervise;

import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.sandbox.Sandbox;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways there are to keep agents within limits. */
public final class Sandboxes {

    private final Map<SandboxKind, Sandbox> byKind;

    public Sandboxes(Sandbox... all) {
        this.byKind = Stream.of(all).collect(Collectors.toUnmodifiableMap(Sandbox::kind, Function.identity()));
    }

    /** All of them, the first kind first. */
    public List<Sandbox> all() {
        return byKind.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Throws {@link TerminalException} where there is none of that kind. */
    public Sandbox of(SandboxKind kind) {
        Sandbox found = byKind.get(kind);
        if (found == null) {
            throw new TerminalException(
                    "Sandbox '" + kind.name().toLowerCase(Locale.ROOT)
                            + "' does not exist in this version; choose another one, such as" + " bubblewrap",
                    false);
        }
        return found;
    }
}

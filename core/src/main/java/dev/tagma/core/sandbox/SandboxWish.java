package dev.tagma.core.sandbox;

import java.util.List;
import java.util.Optional;

/** What somebody says of a sandbox; what is absent stays as it is otherwise. */
public record SandboxWish(
        Optional<SandboxKind> kind,
        Optional<Network> network,
        Limits limits,
        Optional<List<String>> readable,
        Optional<List<String>> writable,
        Optional<String> image) {

    /** Nothing. */
    public static final SandboxWish SILENT = new SandboxWish(
            Optional.empty(), Optional.empty(), Limits.NONE, Optional.empty(), Optional.empty(), Optional.empty());

    public SandboxWish {
        readable = readable.map(List::copyOf);
        writable = writable.map(List::copyOf);
    }

    /** Whether anything is said. */
    public boolean silent() {
        return equals(SILENT);
    }

    /** The rule with what is said; no sandbox has nothing of a former one, and one that runs no image has no image. */
    public SandboxRule over(SandboxRule rule) {
        SandboxKind chosen = kind.orElse(rule.kind());
        SandboxRule base = chosen == SandboxKind.NONE ? SandboxRule.NONE : rule;
        return new SandboxRule(
                chosen,
                network.orElse(base.network()),
                limits.over(base.limits()),
                readable.orElse(base.readable()),
                writable.orElse(base.writable()),
                image.or(() -> chosen.container() ? base.image() : Optional.empty()));
    }
}

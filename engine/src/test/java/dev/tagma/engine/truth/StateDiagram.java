package dev.tagma.engine.truth;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.core.status.StatusRules;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of the reference that shows what a session can be, and which rule says so. */
final class StateDiagram {

    private StateDiagram() {}

    static String page() {
        return """
            <!-- Made from Lifecycle, the steps that were recorded of the real agent, and StatusRules; do not edit. -->

            # States

            ## Lifecycle

            ```mermaid
            stateDiagram-v2
                [*] --> requested
            %s
            ```

            ## Activity while live

            These steps were recorded of Claude Code, and the rules are held to the recordings; those with a star are played by
                the scenarios and not recorded yet.

            ```mermaid
            stateDiagram-v2
            %s
            ```

            From each of them a session becomes `unknown` when its sources fall silent or contradict each other, and leaves it
            with the first that speaks again; after a restart of the daemon it is `unknown` until then. With the end of the agent's
            process it has no activity any more.

            ## Rules

            In this order; the first that holds decides. `tagma explain` marks it.

            %s
            """.formatted(lifecycle(), activity(), rules());
    }

    private static String lifecycle() {
        return Stream.of(Lifecycle.values())
                .flatMap(from -> from.next().stream()
                        .sorted(Comparator.comparingInt(Lifecycle::ordinal))
                        .map(to -> "    " + word(from) + " --> " + word(to)))
                .collect(Collectors.joining("\n"));
    }

    private static String activity() {
        return Step.all().stream()
                .map(step -> "    " + step.from().map(StateDiagram::word).orElse("[*]") + " --> " + word(step.to())
                        + ": " + step.why() + (step.recorded() ? "" : " *"))
                .collect(Collectors.joining("\n"));
    }

    private static String rules() {
        return StatusRules.names().stream().map(name -> "1. `" + name + "`").collect(Collectors.joining("\n"));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

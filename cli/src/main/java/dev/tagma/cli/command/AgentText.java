package dev.tagma.cli.command;

import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;
import java.util.List;
import java.util.stream.Collectors;

/** What was found of an agent, for people. */
final class AgentText {

    private AgentText() {}

    static void found(Fields agent, Table table) {
        agent.objects("driving").forEach(driver -> {
            table.row(label(driver.text("driver")), program(driver));
            if (driver.flag("installed")) {
                table.row(label("logged in"), Span.of(login(driver)));
            }
        });
        agent.texts("problems").forEach(problem -> table.row(label("to do"), Span.of(problem, Style.ASKING)));
    }

    private static Span program(Fields driver) {
        if (!driver.flag("installed")) {
            return Span.of("not found", Style.ASKING);
        }
        String known = String.join(", ", driver.texts("knownVersions"));
        return Span.of(driver.optionalText("program").orElse("")
                + driver.optionalText("version")
                        .map(version -> ", version " + version)
                        .orElse("")
                + (known.isEmpty() ? "" : " (known: " + known + ")"));
    }

    private static String login(Fields driver) {
        if (driver.present("loggedIn").isEmpty()) {
            return "cannot be seen";
        }
        return driver.flag("loggedIn") ? "yes" : "no";
    }

    /** The modes; of each driver by itself where they are not the same. */
    static String modes(Fields agent) {
        List<String> each = agent.objects("driving").stream()
                .map(driver -> String.join(", ", driver.texts("modes")))
                .toList();
        return each.stream().distinct().count() <= 1
                ? String.join(", ", agent.texts("modes"))
                : agent.objects("driving").stream()
                        .map(driver -> driver.text("driver") + ": " + String.join(", ", driver.texts("modes")))
                        .collect(Collectors.joining("; "));
    }

    static Span label(String text) {
        return Span.of(text, Style.QUIET);
    }
}

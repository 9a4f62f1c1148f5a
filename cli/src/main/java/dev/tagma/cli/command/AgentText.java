package dev.tagma.cli.command;

import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.cli.talk.Table;

/** What was found of an agent, for people. */
final class AgentText {

    private AgentText() {}

    static void found(Fields agent, Table table) {
        table.row(
                label("program"),
                agent.flag("installed")
                        ? Span.of(agent.optionalText("program").orElse(""))
                        : Span.of("not found", Style.ASKING));
        String known = String.join(", ", agent.texts("knownVersions"));
        agent.optionalText("version")
                .ifPresent(version -> table.row(
                        label("version"), Span.of(version + (known.isEmpty() ? "" : " (known: " + known + ")"))));
        if (agent.flag("installed")) {
            table.row(
                    label("logged in"),
                    Span.of(
                            agent.present("loggedIn").isEmpty()
                                    ? "cannot be seen"
                                    : agent.flag("loggedIn") ? "yes" : "no"));
        }
        agent.texts("problems").forEach(problem -> table.row(label("to do"), Span.of(problem, Style.ASKING)));
    }

    static Span label(String text) {
        return Span.of(text, Style.QUIET);
    }
}

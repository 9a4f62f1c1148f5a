package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.text;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.operation.RequestOperations;
import dev.tagma.wire.operation.SessionOperations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma requests}. */
final class RequestsCommand implements Command {

    private final PositionalParamSpec session =
            argument(0, "ID", "0..1", "Only what this session asks, by its handle or id.");

    @Override
    public List<String> help() {
        return List.of("Lists what agents ask and nobody has answered, oldest first, and how to answer.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(session);
    }

    @Override
    public Exit run(Context context) {
        Optional<String> only = text(session).map(name -> Values.name(name, "session"));
        Answer answer = context.api()
                .ask(only.map(name -> Ask.of(RequestOperations.LIST_OF_SESSION, name))
                        .orElseGet(() -> Ask.of(RequestOperations.LIST)));
        if (context.json()) {
            context.talk().printJson(answer.json());
            return Exit.OK;
        }
        Map<String, List<Fields>> bySession = answer.fields().objects("requests").stream()
                .collect(Collectors.groupingBy(
                        request -> request.text("session"), LinkedHashMap::new, Collectors.toList()));
        if (bySession.isEmpty()) {
            context.talk().hint("nobody asks for anything");
            return Exit.OK;
        }
        Map<String, String> handles = handles(context);
        var text = new RequestText(context.talk(), context.clock().instant());
        for (var asked : bySession.entrySet()) {
            String handle = handles.getOrDefault(asked.getKey(), asked.getKey());
            context.talk().print(Span.of(handle, Style.NAME));
            text.print(asked.getValue(), handle);
            context.talk().print("");
        }
        return Exit.OK;
    }

    private static Map<String, String> handles(Context context) {
        return context.api().ask(Ask.of(SessionOperations.LIST)).fields().objects("sessions").stream()
                .collect(Collectors.toMap(one -> one.text("id"), one -> one.text("handle")));
    }
}

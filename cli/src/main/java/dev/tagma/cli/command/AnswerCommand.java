package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.argument;
import static dev.tagma.cli.command.Words.arguments;
import static dev.tagma.cli.command.Words.text;
import static dev.tagma.cli.command.Words.texts;
import static dev.tagma.cli.command.Words.value;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.operation.RequestOperations;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code tagma answer}. */
final class AnswerCommand implements Command {

    private final PositionalParamSpec named =
            argument(0, "ID", "1", "A request's id, or a session that asks one thing.");
    private final PositionalParamSpec choices = arguments(
            1,
            "CHOICE",
            "0..*",
            "A label or its number, or a text of your own; one for each question. Of a question that takes several: 1,3.");
    private final OptionSpec literal =
            value("TEXT", "A text of your own that could be taken for a choice, such as 2.", "--text");

    @Override
    public List<String> help() {
        return List.of("Answers the question that an agent asks.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(named, choices, literal);
    }

    @Override
    public Exit run(Context context) {
        String name = Values.name(text(named).orElseThrow(), "request or session");
        var requests =
                new OpenRequests(context.api(), request -> request.text("kind").equals("question"), "an answer");
        Fields request = requests.find(Optional.of(name));
        if (!request.text("kind").equals("question")) {
            throw Failure.failed(
                    "%s asks for %s, not a question: see tagma approve".formatted(name, request.text("kind")));
        }
        List<List<String>> answers = answers(request);

        Answer answered =
                requests.decide(RequestOperations.ANSWER_ONE, request, new Ask.Body().with("choices", json(answers)));

        if (context.json()) {
            context.talk().printJson(answered.json());
        } else {
            String said =
                    answers.stream().map(chosen -> String.join(", ", chosen)).collect(Collectors.joining("; "));
            context.talk()
                    .print(
                            Span.of("answered ", Style.GOOD),
                            Span.of(request.text("title") + ": "),
                            Span.of(said, Style.NAME));
        }
        return Exit.OK;
    }

    private List<List<String>> answers(Fields request) {
        List<Question> questions =
                request.objects("questions").stream().map(Question::of).toList();
        List<String> given = texts(choices);
        Optional<String> own = text(literal);
        if (own.isPresent()) {
            if (!given.isEmpty() || questions.size() != 1) {
                throw Failure.usage("--text answers a single question and takes the place of a choice");
            }
            return List.of(List.of(own.get()));
        }
        return Question.answers(questions, given);
    }

    private static Json json(List<List<String>> answers) {
        return Json.of(answers.stream()
                .map(chosen -> Json.of(chosen.stream().map(Json::of).toList()))
                .toList());
    }
}

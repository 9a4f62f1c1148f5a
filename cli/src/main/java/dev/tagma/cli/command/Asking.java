package dev.tagma.cli.command;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.operation.RequestOperations;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request that is put to a person, and what they have said of it so far.
 *
 * @param answers one for each question that is behind them
 */
record Asking(Fields request, List<List<String>> answers) {

    Asking {
        answers = List.copyOf(answers);
    }

    /** What a line means as an answer. */
    sealed interface Meaning {

        /** @param hint what would be an answer */
        record Unclear(String hint) implements Meaning {}

        /** There is one more question. */
        record Next(Asking asking) implements Meaning {}

        /**
         * All is said.
         *
         * @param done what has been done then, in words
         * @param good whether the agent may go on as it wanted
         */
        record Decided(Operation operation, Ask.Body body, String done, boolean good) implements Meaning {}
    }

    String id() {
        return request.text("id");
    }

    boolean isAbout(Fields other) {
        return other.text("id").equals(id());
    }

    /** The question that is to be answered now; none for what is only to be approved. */
    Optional<Fields> question() {
        List<Fields> questions = request.objects("questions");
        return kind().equals("question") && answers.size() < questions.size()
                ? Optional.of(questions.get(answers.size()))
                : Optional.empty();
    }

    private String kind() {
        return request.text("kind");
    }

    /** Unlike that of anything else that is asked. */
    String purpose() {
        return id() + "/" + answers.size();
    }

    /** What can be typed. */
    String hint() {
        return switch (kind()) {
            case "question" ->
                question().map(question -> question.flag("several")).orElse(false)
                        ? "numbers such as 1,2, or your own words"
                        : "a number, or your own words";
            case "permission" -> "y once, s this session, p this project, n [why not]";
            case "plan" -> "y carry it out, n [why not]";
            default -> "y yes, n [why not]";
        };
    }

    Meaning meaning(String line) {
        return question().isPresent() ? answered(Question.of(question().get()), line) : judged(line.strip());
    }

    private Meaning answered(Question question, String line) {
        if (line.isBlank()) {
            return new Meaning.Unclear("");
        }
        List<String> chosen;
        try {
            chosen = question.typed(line);
        } catch (Failure noSuchChoice) {
            return new Meaning.Unclear(noSuchChoice.sentence());
        }
        var all = new Asking(
                request, Stream.concat(answers.stream(), Stream.of(chosen)).toList());
        return all.question().isPresent() ? new Meaning.Next(all) : all.chosen();
    }

    private Meaning chosen() {
        Json choices = Json.of(answers.stream()
                .map(each -> Json.of(each.stream().map(Json::of).toList()))
                .toList());
        String said = answers.stream().map(each -> String.join(", ", each)).collect(Collectors.joining("; "));
        return new Meaning.Decided(
                RequestOperations.ANSWER_ONE, new Ask.Body().with("choices", choices), "answered " + said, true);
    }

    private Meaning judged(String line) {
        int space = line.indexOf(' ');
        String word = (space < 0 ? line : line.substring(0, space)).toLowerCase(Locale.ROOT);
        String rest = space < 0 ? "" : line.substring(space).strip();
        boolean scoped = kind().equals("permission");
        return switch (word) {
            case "" -> new Meaning.Unclear("");
            case "y", "yes" -> rest.isEmpty() ? allowed("once") : unclear();
            case "s", "session" -> scoped && rest.isEmpty() ? allowed("session") : unclear();
            case "p", "project" -> scoped && rest.isEmpty() ? allowed("project") : unclear();
            case "n", "no" -> denied(Names.nonEmpty(rest));
            default -> unclear();
        };
    }

    private Meaning unclear() {
        return new Meaning.Unclear("that is none of these");
    }

    private static Meaning allowed(String scope) {
        return new Meaning.Decided(
                RequestOperations.APPROVE_ONE,
                new Ask.Body().with("scope", scope),
                "approved" + (scope.equals("once") ? "" : " for this " + scope),
                true);
    }

    private static Meaning denied(Optional<String> reason) {
        return new Meaning.Decided(
                RequestOperations.REJECT_ONE,
                new Ask.Body().with("reason", reason),
                "denied" + reason.map(why -> ": " + why).orElse(""),
                false);
    }
}

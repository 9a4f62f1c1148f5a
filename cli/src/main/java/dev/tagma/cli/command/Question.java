package dev.tagma.cli.command;

import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A question, as it can be answered on a command line.
 *
 * @param several whether more than one label may be chosen
 */
record Question(String text, List<String> labels, boolean several) {

    private static final String ON_A_COMMAND_LINE = "use --text %s";
    private static final String AT_A_PROMPT = "put it in quotes";

    static Question of(Fields question) {
        return new Question(
                question.text("text"),
                question.objects("choices").stream()
                        .map(one -> one.text("label"))
                        .toList(),
                question.flag("several"));
    }

    /** What was said on the command line, as one answer for each question. */
    static List<List<String>> answers(List<Question> questions, List<String> words) {
        if (words.isEmpty()) {
            throw Failure.usage("no answer is given; the choices are: " + offered(questions));
        }
        if (questions.size() == 1) {
            Question only = questions.getFirst();
            if (words.size() > 1 && !only.several) {
                throw Failure.usage("'%s' takes one choice, not %d; put a text of several words in quotes"
                        .formatted(Values.shown(only.text), words.size()));
            }
            return List.of(words.stream()
                    .flatMap(word -> only.answer(word, ON_A_COMMAND_LINE).stream())
                    .distinct()
                    .toList());
        }
        if (words.size() != questions.size()) {
            throw Failure.usage("%d questions are asked and %d answers given, one is needed for each: %s"
                    .formatted(questions.size(), words.size(), offered(questions)));
        }
        return IntStream.range(0, words.size())
                .mapToObj(index -> questions.get(index).answer(words.get(index), ON_A_COMMAND_LINE))
                .toList();
    }

    /** What was typed where it was asked: the same as one word, and in quotes what is to be taken literally. */
    List<String> typed(String line) {
        String word = line.strip();
        return word.length() > 2 && word.startsWith("\"") && word.endsWith("\"")
                ? List.of(word.substring(1, word.length() - 1))
                : answer(word, AT_A_PROMPT);
    }

    /**
     * One word: a label, a number, several of them joined by commas where that is allowed, else a text of one's own.
     *
     * @param literally how to say a number that is no choice
     */
    private List<String> answer(String word, String literally) {
        if (word.isBlank()) {
            throw Failure.usage("an empty answer to '%s'; the choices are: %s"
                    .formatted(Values.shown(text), offered(List.of(this))));
        }
        Optional<String> one = choice(word, literally);
        if (one.isPresent()) {
            return List.of(one.get());
        }
        if (several && word.contains(",")) {
            List<String> chosen = new ArrayList<>();
            for (String part : word.split(",", -1)) {
                choice(part.strip(), literally).ifPresent(chosen::add);
            }
            if (chosen.size() == word.split(",", -1).length) {
                return chosen.stream().distinct().toList();
            }
        }
        return List.of(word);
    }

    private Optional<String> choice(String word, String literally) {
        Optional<String> label = labels.stream()
                .filter(word::equals)
                .findFirst()
                .or(() -> labels.stream().filter(word::equalsIgnoreCase).findFirst());
        if (label.isPresent() || !word.matches("[0-9]{1,9}")) {
            return label;
        }
        int number = Integer.parseInt(word);
        if (number < 1 || number > labels.size()) {
            throw Failure.usage("'%s' has no choice %s, only 1 to %d; to say the number itself, %s"
                    .formatted(Values.shown(text), word, labels.size(), literally.formatted(word)));
        }
        return Optional.of(labels.get(number - 1));
    }

    private static String offered(List<Question> questions) {
        return questions.stream()
                .map(question -> IntStream.range(0, question.labels.size())
                        .mapToObj(index -> (index + 1) + " " + question.labels.get(index))
                        .collect(Collectors.joining(", ", question.text + " ", "")))
                .collect(Collectors.joining("; "));
    }
}

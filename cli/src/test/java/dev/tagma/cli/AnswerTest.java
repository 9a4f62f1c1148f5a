package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.Requests;
import dev.tagma.cli.fake.Samples;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.json.RecordCodec;
import dev.tagma.wire.request.AnswerJson;
import dev.tagma.wire.request.AskJson;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest extends CommandTest {

    private static final String OF_OTTER = "GET /v1/sessions/calm-otter/requests";
    private static final String PATH = "/v1/requests/" + Requests.FIRST + "/answer";
    private static final AskJson WAY = Requests.ask("Which way?", false, "Left", "Right, slowly", "3");
    private static final AskJson TOPPINGS = Requests.ask("Which toppings?", true, "Cheese", "Ham", "a,b");

    private void asks(AskJson... questions) {
        daemon.at(OF_OTTER, Requests.list(Requests.question(Requests.FIRST, questions)));
    }

    @BeforeEach
    void accept() {
        daemon.at("POST " + PATH, Samples.json(Requests.question(Requests.FIRST, WAY)));
    }

    private List<List<String>> said() {
        return RecordCodec.readStrict(
                        JsonText.parse(daemon.asked("POST", PATH).getFirst().body()), AnswerJson.class)
                .choices()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Left | Left",
                "left | Left",
                "1 | Left",
                "2 | Right, slowly",
                "'Right, slowly' | Right, slowly",
                "3 | 3",
                "straight on | straight on",
                "Left, I think | Left, I think",
            })
    void takesALabelANumberOrATextOfOnesOwn(String word, String answer) {
        asks(WAY);

        run("answer", "calm-otter", word).endsWith(0);

        assertThat(said()).containsExactly(List.of(answer));
    }

    @Test
    void saysWhatWasAnswered() {
        asks(WAY);

        assertThat(run("answer", "calm-otter", "1").endsWith(0).out()).isEqualTo("answered Which way?: Left\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "999999999"})
    void aNumberWithoutAChoiceIsNoText(String number) {
        asks(WAY);

        run("answer", "calm-otter", number)
                .fails(
                        2,
                        "'Which way?' has no choice " + number + ", only 1 to 3; to say the number itself, use --text "
                                + number);
    }

    @Test
    void aTextThatLooksLikeANumberCanBeSaid() {
        asks(WAY);

        run("answer", "calm-otter", "--text", "7").endsWith(0);

        assertThat(said()).containsExactly(List.of("7"));
    }

    @Test
    void severalMayBeChosenWhereTheQuestionAllowsIt() {
        asks(TOPPINGS);

        run("answer", "calm-otter", "1,2").endsWith(0);
        assertThat(said()).containsExactly(List.of("Cheese", "Ham"));
    }

    @Test
    void severalMayBeGivenAsSeveralWords() {
        asks(TOPPINGS);

        run("answer", "calm-otter", "Ham", "a,b", "2").endsWith(0);

        assertThat(said()).containsExactly(List.of("Ham", "a,b"));
    }

    @Test
    void commasInATextOfOnesOwnDoNotCutIt() {
        asks(TOPPINGS);

        run("answer", "calm-otter", "none, thanks").endsWith(0);

        assertThat(said()).containsExactly(List.of("none, thanks"));
    }

    @Test
    void oneAnswerIsNeededForEachQuestion() {
        asks(WAY, TOPPINGS);

        run("answer", "calm-otter", "1")
                .fails(
                        2,
                        "2 questions are asked and 1 answers given, one is needed for each: Which way? 1 Left, 2 Right,"
                                + " slowly, 3 3; Which toppings? 1 Cheese, 2 Ham, 3 a,b");
        run("answer", "calm-otter", "2", "1,Ham").endsWith(0);

        assertThat(said()).containsExactly(List.of("Right, slowly"), List.of("Cheese", "Ham"));
    }

    @Test
    void twoChoicesAreTooManyForOne() {
        asks(WAY);

        run("answer", "calm-otter", "1", "2")
                .fails(2, "'Which way?' takes one choice, not 2; put a text of several words in quotes");
    }

    @Test
    void noAnswerShowsTheChoices() {
        asks(WAY);

        run("answer", "calm-otter")
                .fails(2, "no answer is given; the choices are: Which way? 1 Left, 2 Right, slowly, 3 3");
        run("answer", "calm-otter", " ")
                .fails(2, "an empty answer to 'Which way?'; the choices are: Which way? 1 Left, 2 Right, slowly, 3 3");
    }

    @Test
    void aQuestionBesideAPermissionIsTheOneMeant() {
        daemon.at(
                OF_OTTER,
                Requests.list(Requests.permission(Requests.SECOND, "Run rm"), Requests.question(Requests.FIRST, WAY)));

        run("answer", "calm-otter", "1").endsWith(0);

        assertThat(said()).containsExactly(List.of("Left"));
    }

    @Test
    void aPermissionIsNotAnswered() {
        var permission = Requests.permission(Requests.FIRST, "Run rm");
        daemon.at(OF_OTTER, Requests.list(permission)).at("GET /v1/requests", Requests.list(permission));

        run("answer", "calm-otter", "1")
                .fails(
                        1,
                        "calm-otter does not ask for an answer; see tagma show calm-otter (open: 01932d3c-9b11 permission 'Run"
                                + " rm')");
        run("answer", Requests.FIRST, "1")
                .fails(1, Requests.FIRST + " asks for permission, not a question: see tagma approve");
    }

    @Test
    void aTextFromElsewhereIsShownHarmlessly() {
        asks(Requests.ask("evil \u001b[2J", false, "a\u0007"));

        Result result = run("answer", "calm-otter").endsWith(2);

        assertThat(result.err()).contains("evil \\x1b[2J 1 a\\x07").doesNotContain("\u001b", "\u0007");
    }
}

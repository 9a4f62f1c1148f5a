package dev.tagma.adapters.agent.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.agent.claude.screen.ClaudeScreen;
import dev.tagma.testkit.corpus.RecordedScreen;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** On recorded dialogs. */
class DialogsTest {

    private static final List<RecordedScreen> CORPUS = RecordedScreen.of("claude-code", "2.1.329");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ClaudeScreen screens = new ClaudeScreen();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permission-bash | Bash | {'command':'touch made','description':'Run shell command'}",
                "classic-permission-bash | Bash | {'command':'touch q'}",
                "narrow-permission-bash | Bash | {'command':'touch q'}",
                "permission-bash-subagent | Bash | {'command':'touch sub1'}",
                "permission-read-one-of-two | Read | {'file_path':'/srv/code/beside/a'}",
                "permission-fetch | WebFetch | {'url':'https://example.com/x','prompt':'read it'}",
                "permission-write | Write | {'file_path':'/srv/code/app/cp1/new.txt','content':'hello world'}",
                "permission-write-tall | Write | {'file_path':'/srv/code/app/cp1/big.txt','content':'new line'}",
                "permission-edit | Edit | {'file_path':'/srv/code/app/README.md','old_string':'two'}",
            })
    void knowsADialogByWhatItAsks(String state, String tool, String input) {
        assertThat(recorded(state))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(shows(one, tool, input))
                        .as(() -> one + "\n" + one.screen().text())
                        .isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permission-bash | Bash | {'command':'touch mad'}",
                "permission-bash | Bash | {'command':'touch'}",
                "permission-bash | Bash | {'command':'touch made; rm -rf made'}",
                "permission-bash | Bash | {}",
                "permission-bash | Write | {'file_path':'/srv/made','content':''}",
                "permission-read-one-of-two | Read | {'file_path':'/srv/code/beside/b'}",
                "permission-read-one-of-two | Read | {'file_path':'/srv/code/beside'}",
                "permission-fetch | WebFetch | {'url':'https://example.com/','prompt':'x read it'}",
                "permission-write | Write | {'file_path':'/srv/code/app/cp1/brand-new.txt','content':'hello world'}",
                "permission-write | Bash | {'command':'hello world'}",
                "permission-edit | Edit | {'file_path':'/srv/code/app/cp1/MREADME.md','old_string':'two'}",
                "permission-edit | Edit | {}",
            })
    void takesNoDialogForThatOfSomethingSimilar(String state, String tool, String input) {
        assertThat(recorded(state))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(shows(one, tool, input))
                        .as(() -> one + "\n" + one.screen().text())
                        .isFalse());
    }

    @Test
    void knowsAQuestionByItsWordsAndItsChoices() {
        String colours = "[{'label':'Red','description':'choose Red'},{'label':'Green','description':'choose Green'},"
                + "{'label':'Blue','description':'choose Blue'}]";
        assertThat(recorded("question-single")).allSatisfy(one -> {
            assertThat(asks(one, "Which colour?", colours)).isTrue();
            assertThat(asks(one, "Which colours?", colours)).isFalse();
            assertThat(asks(one, "colour?", colours)).isFalse();
            assertThat(asks(one, "Which colour?", colours.replace("Green", "Grey")))
                    .isFalse();
        });
    }

    private boolean asks(RecordedScreen recorded, String question, String options) {
        return shows(
                recorded,
                "AskUserQuestion",
                "{'questions':[{'question':'" + question + "','header':'Choice','options':" + options + "}]}");
    }

    private boolean shows(RecordedScreen recorded, String tool, String input) {
        return Dialogs.shows(screens.read(recorded.screen()), tool, JSON.readTree(input.replace('\'', '"')));
    }

    /** Those of twelve rows were recorded with other commands. */
    private static List<RecordedScreen> recorded(String state) {
        return CORPUS.stream()
                .filter(one -> one.state().equals(state) && one.screen().rows().size() > 12)
                .toList();
    }
}

package dev.tagma.adapters.agent.manifest.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.PermissionMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFilesTest {

    @TempDir
    private Path directory;

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private List<String> errors() {
        try {
            ManifestFiles.all(directory);
            return List.of();
        } catch (ManifestFault fault) {
            return fault.errors().stream()
                    .map(error -> error.replace(directory + "/", ""))
                    .toList();
        }
    }

    @Test
    void everyBuiltInManifestIsWithoutAMistakeAndSaysWhatIsNotKnown() {
        assertThat(ManifestFiles.all(directory.resolve("nowhere")).keySet())
                .extracting(AgentId::value)
                .containsExactlyElementsOf(ManifestFiles.BUILT_IN);
        assertThat(ManifestFiles.all(directory).values())
                .allSatisfy(manifest -> assertThat(manifest.unknown()).isNotEmpty());
    }

    @Test
    void aFileOfAPersonAddsAnAgentAndStandsBeforeABuiltInOne() throws IOException {
        write("mine.yaml", "program: [mine, --tui]\nmodes:\n  ask: []\n");
        write("gemini.yaml", "program: [my-gemini]\nmodes:\n  ask: [--careful]\n");

        var all = ManifestFiles.all(directory);

        assertThat(all.get(new AgentId("mine")).program().command()).containsExactly("mine", "--tui");
        Manifest gemini = all.get(new AgentId("gemini"));
        assertThat(gemini.program().command()).containsExactly("my-gemini");
        assertThat(gemini.launch().modes()).containsOnlyKeys(PermissionMode.ASK);
        assertThat(gemini.origin()).isEqualTo(directory.resolve("gemini.yaml").toString());
    }

    @Test
    void allMistakesOfAllFilesAreToldAtOnceWithTheirLines() throws IOException {
        write("first.yaml", """
                titel: First
                modes:
                  sometimes: []
                screen:
                  rules:
                    - {means: resting, in: footer, matches: 'x'}
                    - {means: idle, in: footer, matches: '('}
                """);
        write("second.yaml", """
                program: [second]
                resume: [--continue]
                modes:
                  ask: []
                answers:
                  once: {option: '^Yes', keys: [enter]}
                delivery:
                  submit: [return]
                """);
        write("Third.yaml", "program: [third]\n");

        assertThat(errors())
                .anySatisfy(error -> assertThat(error)
                        .startsWith("first.yaml:1: key 'titel' is not known")
                        .contains("title"))
                .anySatisfy(error -> assertThat(error).startsWith("first.yaml:1: 'program' is missing"))
                .anySatisfy(error -> assertThat(error).startsWith("first.yaml:3: key 'modes.sometimes' is not known"))
                .anySatisfy(error -> assertThat(error)
                        .startsWith("first.yaml:6: ")
                        .contains("'resting'")
                        .contains("idle"))
                .anySatisfy(
                        error -> assertThat(error).startsWith("first.yaml:7: ").contains("no regular expression"))
                .anySatisfy(
                        error -> assertThat(error).startsWith("second.yaml:2: ").contains("{id}"))
                .anySatisfy(
                        error -> assertThat(error).startsWith("second.yaml:6: ").contains("either"))
                .anySatisfy(
                        error -> assertThat(error).startsWith("second.yaml:8: ").contains("no key"))
                .anySatisfy(
                        error -> assertThat(error).startsWith("Third.yaml: ").contains("lower-case"));
    }

    @Test
    void whatADescribedRecordLacksIsTold() throws IOException {
        write("first.yaml", """
                program: [first]
                modes:
                  ask: []
                transcript:
                  format: lines
                  file: '{home}/{id8}.jsonl'
                  entries:
                    - {when: {type: a}, is: said}
                    - {is: said, text: words}
                    - {when: {type: a}, is: whispered, text: words}
                """);
        write("second.yaml", """
                program: [second]
                modes:
                  ask: []
                transcript:
                  format: gemini
                  file: '{home}/{id}.jsonl'
                  entries: []
                """);

        assertThat(errors())
                .anySatisfy(error -> assertThat(error).contains("'transcript.id'", "names the turn"))
                .anySatisfy(error -> assertThat(error).contains("'transcript.conversation'", "is missing"))
                .anySatisfy(error -> assertThat(error).contains("'transcript.entries'", "which lines are prompts"))
                .anySatisfy(
                        error -> assertThat(error).startsWith("first.yaml:8: ").contains("text"))
                .anySatisfy(
                        error -> assertThat(error).startsWith("first.yaml:9: ").contains("when"))
                .anySatisfy(
                        error -> assertThat(error).startsWith("first.yaml:10: ").contains("'whispered'", "prompt"))
                .anySatisfy(
                        error -> assertThat(error).startsWith("second.yaml:").contains("entries"));
    }

    @Test
    void aManifestMaySayHowItsAgentSpeaksAProtocol() throws IOException {
        write("mine.yaml", """
                program: [mine, --tui]
                modes:
                  ask: []
                acp:
                  program: [mine, acp]
                  login: key
                  modes: {edits: auto}
                """);

        Manifest mine = ManifestFiles.all(directory).get(new AgentId("mine"));

        Manifest.Spoken spoken = mine.acp().orElseThrow();
        assertThat(spoken.program()).containsExactly("mine", "acp");
        assertThat(spoken.login()).contains("key");
        assertThat(spoken.modes()).containsExactly(entry(PermissionMode.EDITS, "auto"));
        assertThat(spoken.by(mine.program(), List.of()).program()).containsExactly("mine", "acp");
        assertThat(spoken.by(mine.program(), List.of("env", "/opt/mine", "--tui"))
                        .program())
                .as("with the program of a person's own")
                .containsExactly("env", "/opt/mine", "acp");
    }

    @Test
    void aProtocolNeedsAProgramAndKnowsItsKeys() throws IOException {
        write("mine.yaml", "program: [mine]\nmodes:\n  ask: []\nacp:\n  programm: [mine, acp]\n");

        assertThat(errors())
                .anySatisfy(error -> assertThat(error).contains("acp.program").contains("is missing"))
                .anySatisfy(
                        error -> assertThat(error).startsWith("mine.yaml:5: ").contains("programm"));
    }

    @Test
    void whatIsNoYamlIsSaidOnce() throws IOException {
        write("broken.yaml", "program: [one\n");

        assertThat(errors())
                .singleElement()
                .satisfies(error -> assertThat(error).contains("not YAML"));
    }

    @Test
    void aBuiltInManifestThatDoesNotExistIsAMistakeOfTheProgram() {
        assertThatThrownBy(() -> ManifestFiles.builtIn("nobody")).isInstanceOf(IllegalStateException.class);
    }
}

package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tagma.cli.fake.Rescues;
import dev.tagma.cli.fake.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scripts in the shells they are for; the names that they ask for come from a command that stands in for ours. */
class CompletionTest extends CommandTest {

    private Path bin;

    @BeforeEach
    void program() throws IOException {
        bin = Files.createDirectory(folder.resolve("my bin"));
        Path program = bin.resolve("tagma");
        Files.writeString(
                program, "#!/bin/sh\necho \"$*\" >>'" + folder + "/asked'\nprintf 'calm-otter\\ncalm-owl\\n'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    /** What bash offers for these words, the last of which is being typed. */
    private List<String> bash(String... words) throws IOException, InterruptedException {
        Path script = folder.resolve("tagma.bash");
        Files.writeString(script, run("completion", "bash").endsWith(0).out());
        String line = Arrays.stream(words).map(word -> "'" + word + "'").reduce("", (all, word) -> all + " " + word);
        return lines(
                "bash",
                "--norc",
                "-c",
                "compopt() { echo FILES; }; source '%s'; COMP_WORDS=('%s'%s); COMP_CWORD=%d; _tagma; printf '%%s\\n' \"${COMPREPLY[@]}\""
                        .formatted(script, bin.resolve("tagma"), line, words.length));
    }

    private static List<String> lines(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.lines().filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void bashCompletesCommandsFamiliesAndOptions() throws Exception {
        assertThat(bash("re")).contains("rename", "rewind", "rescue");
        assertThat(bash("rescue", "")).containsExactly("ls", "show", "restore");
        assertThat(bash("--home", "/x", "--json", "rescue", "re")).containsExactly("restore");
        assertThat(bash("rm", "--f")).containsExactly("--force");
        assertThat(bash("group", "rm", "--k")).containsExactly("--keep-workspace");
        assertThat(bash("--h")).containsExactly("--home", "--help");
        assertThat(bash("nonsense", "--")).isEmpty();
    }

    @Test
    void bashCompletesFilesWhereAnOptionWantsAValue() throws Exception {
        assertThat(bash("create", "-p", "")).containsExactly("FILES");
    }

    @Test
    void bashCompletesHandlesByAskingTheVeryProgramAndHome() throws Exception {
        assertThat(bash("show", "calm-ow")).containsExactly("calm-owl");
        assertThat(bash("--home", "/a b", "rm", "calm-otter", "calm-ow")).containsExactly("calm-owl");

        assertThat(Files.readAllLines(folder.resolve("asked")))
                .containsExactly("completion handles", "--home /a b completion handles");
    }

    @Test
    void theOthersAreScriptsThatTheirShellsCanRead() throws Exception {
        for (String shell : List.of("zsh", "fish")) {
            Path script = folder.resolve("tagma." + shell);
            String text = run("completion", shell).endsWith(0).out();
            Files.writeString(script, text);

            assertThat(text).contains("rescue", "keep-workspace", "install-skill", "completion handles".substring(11));
            if (installed(shell)) {
                assertThat(lines(shell, "-n", script.toString())).isEmpty();
            }
        }
    }

    private static boolean installed(String program) {
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Test
    void fishOffersTheSame() throws Exception {
        assumeThat(installed("fish")).isTrue();
        Path script = folder.resolve("tagma.fish");
        Files.writeString(script, run("completion", "fish").endsWith(0).out());

        assertThat(fish(script, "tagma rescue re")).anyMatch(line -> line.startsWith("restore\t"));
        assertThat(fish(script, "tagma group rm --k")).anyMatch(line -> line.startsWith("--keep-workspace\t"));
        assertThat(fish(script, "tagma show calm-ow")).containsExactly("calm-owl");
    }

    private List<String> fish(Path script, String line) throws IOException, InterruptedException {
        return lines(
                "env",
                "PATH=" + bin + ":" + System.getenv("PATH"),
                "HOME=" + folder,
                "fish",
                "--no-config",
                "-c",
                "source '%s'; complete -C '%s'".formatted(script, line));
    }

    @Test
    void namesComeFromADaemonThatRunsAndStartNone() throws Exception {
        daemon.at("GET /v1/sessions", Samples.sessions(Samples.idle(Samples.OTTER, "calm-otter")));
        daemon.at("GET /v1/rescues", Rescues.list(Rescues.rescue("/w")));
        assertThat(run("completion", "handles").endsWith(0).out()).isEqualTo("calm-otter\n");
        assertThat(run("completion", "rescues", "--json").endsWith(0).out()).isEqualTo("[\"" + Rescues.ID + "\"]\n");

        daemon.stop();

        assertThat(run("completion", "handles").endsWith(0).out()).isEmpty();
        assertThat(home().daemonOutput()).doesNotExist();
    }

    @Test
    void anotherShellIsRefused() {
        run("completion", "csh\u001b[2J").fails(2, "there is no completion for 'csh\\x1b[2J': give bash, zsh or fish");
        assertThat(run("completion").endsWith(2).err()).startsWith("tagma: missing required parameter: 'SHELL'");
    }

    @Test
    void everyCommandAndOptionIsInEveryScript() {
        var words = new ArrayList<String>();
        run("-h")
                .endsWith(0)
                .out()
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.strip().split(" ", 2)[0])
                .forEach(words::add);
        assertThat(words).hasSizeGreaterThan(10);

        for (String shell : List.of("bash", "zsh", "fish")) {
            assertThat(run("completion", shell).endsWith(0).out()).contains(words);
        }
    }
}

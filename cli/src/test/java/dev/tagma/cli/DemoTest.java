package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo on machines where it cannot take place. */
class DemoTest extends CommandTest {

    private Path temporary;

    @BeforeEach
    void temporaryDirectory() throws Exception {
        temporary = Files.createDirectory(folder.resolve("temp"));
        environment.put("TMPDIR", temporary.toString());
    }

    @Test
    void saysWhichProgramIsMissingAndMakesNothing() throws Exception {
        environment.put("PATH", folder.toString());

        run("demo", "--auto").fails(1, "git is not found, which the demo needs: apt install git");

        try (Stream<Path> made = Files.list(temporary)) {
            assertThat(made).isEmpty();
        }
    }

    @Test
    void aDaemonThatDoesNotStartIsAFailureAndNothingIsLeft() {
        Result result = run("demo", "--auto").endsWith(255);

        assertThat(result.err()).startsWith("tagma: the daemon ended with exit code 1 before it was ready");
        assertThat(result.out()).contains("FAILED  nothing is left running", "rm -rf " + temporary + "/tagma-demo-");
        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() {
        environment.put("TMPDIR", folder.resolve("missing").toString());

        assertThat(run("demo", "--auto").endsWith(1).err())
                .startsWith("tagma: cannot make a directory in " + folder.resolve("missing") + ": ");
    }

    @Test
    void aHomeOfItsOwnIsNotChangedByTheOneNamed() {
        String says = "demo makes a home of its own: leave out --home; tagma demo -h tells more";

        run("demo", "--auto", "--home", folder.toString()).fails(2, says);
        run("--home=" + folder, "demo", "--auto").fails(2, says);
        assertThat(run("demo", "-h").endsWith(0).out()).doesNotContain("--home");
    }

    @Test
    void jsonIsForTheDemoThatAnswersByItself() {
        run("demo", "--json").endsWith(2);
        run("demo", "now").fails(2, "demo does not take 'now'; tagma demo -h tells more");
    }
}

package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Rescues;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.rescue.UnsavedJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RescueTest extends CommandTest {

    private static final String PATH = "/v1/rescues/" + Rescues.ID;
    private static final String MANIFEST = """
            tagma-rescue 1
            id 1m7y7ptrtwzxe
            path "/w"

            dir\t0755\t-\t-\t-\t2026-11-29T10:20:35Z\t-\twork\t""\t-
            file\t0600\t14\t12ab\t34cd\t2026-11-29T10:20:35Z\t-\twork\t"draft \303\274 \"q\".txt"\t-
            file\t0644\t20000\t12ab\t34cd\t2026-11-29T10:20:35Z\t-\twork\t"a\033[2Jb"\t-
            link\t0777\t8\t12ab\t34cd\t2026-11-29T10:20:35Z\t-\twork\t"l"\t"to \\\\ there"
            file\t0644\t28\t12ab\t34cd\t2026-11-29T10:20:35Z\t-\tgit\t"HEAD"\t-
            listed\t0755\t5000000000\t-\t-\t2026-11-29T10:20:35Z\t-\twork\t"node_modules"\t"a cache"
            """;

    @BeforeEach
    void aRescue() {
        daemon.at("GET /v1/rescues", Rescues.list(Rescues.rescue("/w")));
        var rescue = Rescues.rescue("/w", new UnsavedJson("node_modules", 5_000_000_000L, "a cache"));
        daemon.at("GET " + PATH, Rescues.detail(rescue, MANIFEST));
        daemon.at("GET /v1/rescues/1m7y", Rescues.detail(rescue, MANIFEST));
        daemon.at("POST " + PATH + "/restore", Rescues.restored("/w", false));
    }

    @Test
    void listsWhatWasSaved() {
        assertThat(run("rescue", "ls").endsWith(0).out())
                .isEqualTo("1m7y7ptrtwzxe  3 min ago  12 files  34 kB  rm  /w\n");
        assertThat(run("rescue", "ls", "--json").endsWith(0).out())
                .isEqualTo(Rescues.list(Rescues.rescue("/w")) + "\n");
    }

    @Test
    void anEmptyListIsNothing() {
        daemon.at("GET /v1/rescues", Rescues.list());

        assertThat(run("rescue", "ls").endsWith(0).out()).isEmpty();
    }

    @Test
    void showsWhatARescueHoldsAndMakesItsNamesHarmless() {
        Result result = run("rescue", "show", Rescues.ID).endsWith(0);

        assertThat(result.out()).isEqualTo("""
                        1m7y7ptrtwzxe
                        of         /w
                        made       3 min ago, rm
                        holds      12 files, 34 kB
                        kept in    /state/rescue.git
                        at         refs/tagma/rescue/1m7y7ptrtwzxe
                        not saved  node_modules  5000.0 MB, a cache

                        dir     0755             .
                        file    0600  14 bytes   draft ü "q".txt
                        file    0644  20 kB      a\\x1b[2Jb
                        link    0777  8 bytes    l -> to \\ there
                        file    0644  28 bytes   git: HEAD
                        listed  0755  5000.0 MB  node_modules  a cache
                        """);
    }

    @Test
    void restoresIntoTheWorkspaceItWasMadeOfUnlessAnotherIsNamed() {
        assertThat(run("rescue", "restore", "1m7y").endsWith(0).out()).isEqualTo("restored /w  12 files\n");

        assertThat(JsonText.write(sent("POST", PATH + "/restore"))).isEqualTo("{\"into\":\"/w\"}");
    }

    @Test
    void aDirectoryIsRelativeToWhereOneIs() {
        run("rescue", "restore", Rescues.ID, "sub dir/../again").endsWith(0);

        assertThat(text(sent("POST", PATH + "/restore"), "into"))
                .isEqualTo(folder.resolve("again").toString());
    }

    @Test
    void saysWhereWhatWasThereBeforeIsKept() {
        daemon.at("POST " + PATH + "/restore", Rescues.restored("/w", true));

        assertThat(run("rescue", "restore", Rescues.ID).endsWith(0).out())
                .contains("what was there before:\n  saved 12 files");
    }

    @Test
    void isNotRestoredTwiceWhenTheConnectionIsCut() {
        daemon.at("POST " + PATH + "/restore", FakeDaemon.cut());

        assertThat(run("rescue", "restore", Rescues.ID).endsWith(255).err())
                .contains("whether it was done is not known");
        assertThat(daemon.asked("POST", PATH + "/restore")).hasSize(1);
    }

    @Test
    void aMissNamesTheNextStep() {
        daemon.at("GET /v1/rescues/zzz", FakeDaemon.problem(404, "not_found", "There is no rescue 'zzz'"));

        run("rescue", "show", "zzz").fails(1, "There is no rescue 'zzz'");
        run("rescue", "restore", "zzz").fails(1, "There is no rescue 'zzz'");
    }

    @Test
    void whatCannotBeMeantIsRefusedBeforeAnybodyIsAsked() {
        run("rescue").fails(2, "rescue needs one of ls, show, restore: tagma rescue -h tells more");
        run("rescue", "sho").fails(2, "there is no command 'rescue sho': did you mean rescue show?");
        run("rescue", "x\u001b[2J").fails(2, "there is no command 'rescue x\\x1b[2J': tagma rescue -h lists them");
        run("rescue", "ls", "more").fails(2, "rescue ls does not take 'more'; tagma rescue ls -h tells more");
        run("rescue", "show", "../x")
                .fails(2, "rescue '../x' is not a name: handles and ids are letters, digits and hyphens");
        run("rescue", "show", "a".repeat(100_000)).endsWith(2);
        run("rescue", "restore", Rescues.ID, "").fails(2, "'' is not a directory: name one, or leave it out");
        assertThat(run("rescue", "show").endsWith(2).err()).startsWith("tagma: missing required parameter: 'RESCUE'");

        assertThat(daemon.asked()).isEmpty();
    }

    @Test
    void aFamilyHasHelpOfItsOwnAndTakesCommonOptionsAnywhere() {
        Result help = run("rescue", "-h").endsWith(0);

        assertThat(help.out()).contains("tagma rescue COMMAND", "  ls ", "  show ", "  restore ");
        assertThat(run("rescue", "restore", "-h").endsWith(0).out()).startsWith("Usage: tagma rescue restore");
        assertThat(run("--json", "rescue", "ls").endsWith(0).out()).startsWith("{");
        assertThat(run("rescue", "--json", "ls").endsWith(0).out()).startsWith("{");
    }
}

package dev.tagma.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.cli.fake.FakeDaemon;
import dev.tagma.cli.fake.Rescues;
import dev.tagma.wire.json.JsonText;
import org.junit.jupiter.api.Test;

class RewindTest extends CommandTest {

    private static final String PATH = "/v1/sessions/calm-otter/rewind";

    @Test
    void saysWhatItDidAndWhereWhatWasThereIs() {
        daemon.at("POST " + PATH, Rescues.restored("/w", true));

        Result result = run("rewind", "calm-otter", "--turn", "2").endsWith(0);

        assertThat(result.out()).isEqualTo("""
                        rewound /w  12 files, 1 removed
                          The branch 'otter' has moved
                        what was there before:
                          saved 12 files, 34 kB, as 1m7y7ptrtwzxe
                          in /state/rescue.git at refs/tagma/rescue/1m7y7ptrtwzxe
                        """);
        assertThat(JsonText.write(sent("POST", PATH))).isEqualTo("{\"turn\":2}");
    }

    @Test
    void jsonPrintsTheAnswer() {
        daemon.at("POST " + PATH, Rescues.restored("/w", false));

        assertThat(run("rewind", "calm-otter", "--turn", "1", "--json")
                        .endsWith(0)
                        .out())
                .isEqualTo(Rescues.restored("/w", false) + "\n");
    }

    @Test
    void aRunningTurnRefuses() {
        daemon.at("POST " + PATH, FakeDaemon.problem(409, "conflict", "A turn runs; interrupt it first"));

        run("rewind", "calm-otter", "--turn", "1").fails(1, "A turn runs; interrupt it first");
    }

    @Test
    void isNotDoneTwiceWhenTheConnectionIsCut() {
        daemon.at("POST " + PATH, FakeDaemon.cut());

        assertThat(run("rewind", "calm-otter", "--turn", "1").endsWith(255).err())
                .contains("whether it was done is not known: look before you ask again");
        assertThat(daemon.asked("POST", PATH)).hasSize(1);
    }

    @Test
    void aTurnMustBeOne() {
        run("rewind", "calm-otter").fails(2, "how far back is not said: give --turn N");
        for (String turn : new String[] {"0", "-1", "", "two", "1.5", "9999999999"}) {
            run("rewind", "calm-otter", "--turn=" + turn)
                    .fails(2, "--turn '%s' is not a whole number of the range: give 1 or more".formatted(turn));
        }
        assertThat(daemon.asked()).isEmpty();
    }
}

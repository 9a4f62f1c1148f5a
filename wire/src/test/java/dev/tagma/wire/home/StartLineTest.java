package dev.tagma.wire.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StartLineTest {

    @Test
    void whatTheDaemonSaysIsUnderstood() {
        assertThat(StartLine.parse(new StartLine.Ready(Path.of("/run/a b/daemon.sock")).text()))
                .contains(new StartLine.Ready(Path.of("/run/a b/daemon.sock")));
        assertThat(StartLine.parse(new StartLine.Busy().text())).contains(new StartLine.Busy());
    }

    @Test
    void whatIsNotAStartLineIsNotTakenForOne() {
        assertThat(StartLine.parse("OpenJDK 64-Bit Server VM warning: ready")).isEmpty();
        assertThat(StartLine.parse("ready")).isEmpty();
        assertThat(StartLine.parse("")).isEmpty();
    }
}

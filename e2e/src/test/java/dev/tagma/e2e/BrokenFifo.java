package dev.tagma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.testkit.fault.Fault;
import dev.tagma.testkit.fault.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The fifo at which a hook waits is removed: nobody can reach that hook any more, and it does not know. */
record BrokenFifo(Stage stage) implements Fault {

    @Override
    public Set<Moment> moments() {
        return EnumSet.of(Moment.ASKED);
    }

    @Override
    public void strike(String session) throws IOException {
        try (Stream<Path> files = Files.list(HookFiles.of(stage, session).asks())) {
            List<Path> fifos =
                    files.filter(file -> file.toString().endsWith(".fifo")).toList();
            assertThat(fifos).hasSize(1);
            Files.delete(fifos.getFirst());
        }
    }
}

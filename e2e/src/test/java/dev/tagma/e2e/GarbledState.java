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

/** The files in which the agents say what they do hold garbage, until each agent writes its own again. */
record GarbledState(Stage stage) implements Fault {

    @Override
    public Set<Moment> moments() {
        return EnumSet.allOf(Moment.class);
    }

    @Override
    public void strike(String session) throws IOException {
        try (Stream<Path> files = Files.list(stage.userHome().resolve(".claude/sessions"))) {
            List<Path> found = files.toList();
            assertThat(found).isNotEmpty();
            for (Path file : found) {
                Files.writeString(file, "{\"pid\": 1, \"status\": \"id\0\u0001");
            }
        }
    }
}

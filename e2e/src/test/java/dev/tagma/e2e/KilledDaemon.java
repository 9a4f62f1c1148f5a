package dev.tagma.e2e;

import dev.tagma.testkit.fault.Fault;
import dev.tagma.testkit.fault.Moment;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** The daemon ends as by {@code kill -9}; the next command starts another one. */
record KilledDaemon(Stage stage) implements Fault {

    @Override
    public Set<Moment> moments() {
        return EnumSet.allOf(Moment.class);
    }

    @Override
    public void strike(String session) throws IOException {
        stage.killDaemon();
    }
}

package dev.tagma.cli.doctor;

import dev.tagma.cli.daemon.Daemon;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everything that can be looked at from here, in the order in which one thing needs another. */
public final class Examination {

    private final Programs programs;
    private final Places places;
    private final Surroundings surroundings;

    /** @param java the Java that runs this, as people know it */
    public Examination(Daemon daemon, Map<String, String> environment, Path userHome, String java) {
        this.programs = new Programs(environment, java);
        this.places = new Places(daemon);
        this.surroundings = new Surroundings(daemon.home(), environment, userHome);
    }

    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        all.addAll(programs.findings());
        all.addAll(places.findings());
        all.addAll(surroundings.findings());
        return List.copyOf(all);
    }
}

package dev.tagma.wire.rescue;

import dev.tagma.wire.json.Doc;
import java.util.Optional;

@Doc("What a restore or rewind did.")
public record RestoredJson(
        @Doc("The directory.") String path,
        @Doc("How many files it put there.") long files,
        @Doc("Where what was there before is kept.") Optional<RescueJson> savedFirst) {}

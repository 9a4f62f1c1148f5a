package dev.tagma.wire.rescue;

import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("What a restore or rewind did.")
public record RestoredJson(
        @Doc("The directory.") String path,
        @Doc("How many files it put there.") long files,

        @Doc("How many files it took away without putting another in their place.")
        long removed,

        @Doc("Where what was there before is kept.") Optional<RescueJson> savedFirst,

        @Doc("What a person should know of it, one sentence each: a branch that moved meanwhile, what was never saved.")
        List<String> notes) {}

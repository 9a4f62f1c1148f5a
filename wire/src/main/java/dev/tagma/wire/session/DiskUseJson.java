package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.Optional;

@Doc("What a session's workspace takes of the disk.")
public record DiskUseJson(
        @Doc(
                "Allocated bytes, those of a file with several names once; absent where they are not known yet, and of a directory that Tagma did not make.")
        Optional<Long> bytes,

        @Doc("When they were measured.") Optional<Instant> measuredAt) {}

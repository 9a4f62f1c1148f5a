package dev.tagma.wire.search;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("What was found, newest first.")
public record SearchJson(
        @Doc("The entries.") List<HitJson> hits,
        @Doc("Whether there are older ones.") boolean more,

        @Doc("Whether all that was said by then had been read; if not, the same search may find more in a while.")
        boolean complete) {}

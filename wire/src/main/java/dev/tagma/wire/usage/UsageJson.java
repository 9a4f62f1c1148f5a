package dev.tagma.wire.usage;

import dev.tagma.core.usage.UsageBy;
import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("What was used.")
public record UsageJson(
        @Doc("What it is summed up by.") UsageBy by,

        @Doc(value = "The version of the price table.", example = "\"2026-11-29\"")
        String prices,

        @Doc("The parts: what used most first, days and turns in their order.")
        List<UsageRowJson> rows,

        @Doc("All of them together.") UsageRowJson total) {}

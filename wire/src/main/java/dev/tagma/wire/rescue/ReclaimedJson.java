package dev.tagma.wire.rescue;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("The workspaces that Tagma made.")
public record ReclaimedJson(
        @Doc("One for each session, oldest first.") List<TreeJson> trees) {}

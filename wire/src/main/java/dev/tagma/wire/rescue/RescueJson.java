package dev.tagma.wire.rescue;

import dev.tagma.core.workspace.TreeId;
import dev.tagma.wire.json.Doc;
import java.time.Instant;
import java.util.List;

@Doc("Everything of a workspace, saved and read back.")
public record RescueJson(
        @Doc("Its short name.") String id,
        @Doc("The ref that keeps it.") String ref,
        @Doc("The git directory that holds the ref.") String store,
        @Doc("The saved tree.") TreeId tree,
        @Doc("The workspace it was made of.") String path,
        @Doc("Why it was made.") String reason,
        @Doc("When.") Instant at,
        @Doc("How many files it holds.") long files,
        @Doc("How many bytes.") long bytes,
        @Doc("What was seen but not saved.") List<UnsavedJson> listed) {}

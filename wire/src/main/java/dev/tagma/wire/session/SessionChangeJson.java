package dev.tagma.wire.session;

import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.Handle;
import dev.tagma.wire.json.Doc;
import java.util.List;
import java.util.Optional;

@Doc("New names and place of a session; what is absent stays.")
public record SessionChangeJson(
        @Doc("Its new readable name.") Optional<Handle> handle,
        @Doc("Its new title.") Optional<String> title,
        @Doc("Its new place in the tree of groups.") Optional<GroupPath> group,
        @Doc("All its tags from now on.") Optional<List<String>> tags) {}

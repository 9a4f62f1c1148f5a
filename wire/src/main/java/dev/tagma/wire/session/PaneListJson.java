package dev.tagma.wire.session;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("Terminals that Tagma did not start.")
public record PaneListJson(
        @Doc("By server, then as the server has them.") List<ForeignPaneJson> panes) {}

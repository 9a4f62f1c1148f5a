package dev.tagma.spi.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where terminals of others are found. Methods throw {@link TerminalException} naming what is wrong. */
public interface ForeignTerminals {

    /** The name of the runtime that their handles belong to. */
    String name();

    /** All that this user has, or those of one server. */
    List<ForeignPane> panes(Optional<Path> server);

    /** The one of this name in a server's own words; of this user's usual server where none is named. */
    ForeignPane pane(Optional<Path> server, String name);
}

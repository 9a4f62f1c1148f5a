package dev.tagma.server.route;

import dev.tagma.wire.daemon.CheckJson;
import java.util.List;

/** Looks at everything that Tagma needs on this machine. May take seconds; may be asked by several at once. */
@FunctionalInterface
public interface Doctor {

    List<CheckJson> examine();
}

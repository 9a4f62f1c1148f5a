package dev.tagma.adapters.agent.claude.screen;

import dev.tagma.adapters.agent.claude.screen.Manifest.Place;
import java.util.List;

/** The parts of a screen that rules look at; a screen has only some of them. */
interface Places {

    /** The rows of this part, or none. */
    List<String> rows(Place place);
}

package dev.tagma.testkit.agent;

import java.time.Clock;

/** What everybody at work here works with. */
record Kit(
        Surroundings surroundings,
        Faults faults,
        Clock clock,
        Timers timers,
        Hooks hooks,
        Permissions permissions,
        Background background,
        Desk desk) {}

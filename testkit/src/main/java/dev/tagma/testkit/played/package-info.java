/**
 * Agents that are played inside the process, one for each driver, so that thousands of messages and every fault can be
 * tried in a minute: each speaks its vendor's protocol, or has its screen, and keeps its vendor's records. Begin with {@link
 * dev.tagma.testkit.played.Played}; a {@link dev.tagma.testkit.played.DriverRig} drives one.
 */
@NullMarked
package dev.tagma.testkit.played;

import org.jspecify.annotations.NullMarked;

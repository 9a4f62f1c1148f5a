/**
 * What real sessions told, as the daemon recorded it. Begin with {@link dev.tagma.testkit.history.History}.
 *
 * <p>The files lie in {@code corpus/AGENT/VERSION/history}; {@code ClaudeHistoryTest} in e2e plays and records them.
 */
@NullMarked
package dev.tagma.testkit.history;

import org.jspecify.annotations.NullMarked;

/**
 * Records the screens of real agent programs for the corpus of the test kit, against the fake model: {@code ./build record}.
 * Begin with {@link dev.tagma.e2e.record.RecordTest}; what an agent is made to show is in its {@link
 * dev.tagma.e2e.record.Star}.
 */
@NullMarked
package dev.tagma.e2e.record;

import org.jspecify.annotations.NullMarked;

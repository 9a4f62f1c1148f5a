/**
 * Recorded screens of real agents with what they are. Adding a version is adding files. Begin with
 * {@link dev.tagma.testkit.corpus.RecordedScreen}.
 */
@NullMarked
package dev.tagma.testkit.corpus;

import org.jspecify.annotations.NullMarked;

/** Fakes of the ports that behave like the real thing, held to the same contract suites. */
@NullMarked
package dev.tagma.testkit.fake;

import org.jspecify.annotations.NullMarked;

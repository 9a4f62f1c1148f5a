/** An OpenCode without a model or a screen, for tests of its driver. */
@NullMarked
package dev.tagma.testkit.opencode;

import org.jspecify.annotations.NullMarked;

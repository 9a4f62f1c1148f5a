/** The scripts of projects, as they cross the doors. Begin with {@link dev.tagma.wire.trust.ProjectScriptsJson}. */
@NullMarked
package dev.tagma.wire.trust;

import org.jspecify.annotations.NullMarked;

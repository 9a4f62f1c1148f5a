/** Watching directories and following files that others write. Begin with {@link dev.tagma.adapters.files.FileWatch}. */
@NullMarked
package dev.tagma.adapters.files;

import org.jspecify.annotations.NullMarked;

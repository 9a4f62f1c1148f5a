/**
 * Programs without a terminal, whose streams are files. Begin with {@link dev.tagma.adapters.runtime.pipe.PipeRuntime}.
 */
@NullMarked
package dev.tagma.adapters.runtime.pipe;

import org.jspecify.annotations.NullMarked;

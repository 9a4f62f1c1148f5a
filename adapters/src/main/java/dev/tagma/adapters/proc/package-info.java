/** What the operating system tells of processes. Begin with {@link dev.tagma.adapters.proc.Processes}. */
@NullMarked
package dev.tagma.adapters.proc;

import org.jspecify.annotations.NullMarked;

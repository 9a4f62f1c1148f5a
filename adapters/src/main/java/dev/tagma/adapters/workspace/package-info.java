/** Where sessions work. The one kind so far is {@link dev.tagma.adapters.workspace.git}. */
@NullMarked
package dev.tagma.adapters.workspace;

import org.jspecify.annotations.NullMarked;

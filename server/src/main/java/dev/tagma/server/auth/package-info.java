/** Who may come in. Begin with {@link dev.tagma.server.auth.Gate}. */
@NullMarked
package dev.tagma.server.auth;

import org.jspecify.annotations.NullMarked;

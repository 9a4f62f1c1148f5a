/** Sessions: who they are, where they work and how far their life has come. Begin with {@link dev.tagma.core.session.Session}. */
@NullMarked
package dev.tagma.core.session;

import org.jspecify.annotations.NullMarked;

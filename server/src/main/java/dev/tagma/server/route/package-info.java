/** What each operation does with the use cases. Begin with {@link dev.tagma.server.route.Routes}. */
@NullMarked
package dev.tagma.server.route;

import org.jspecify.annotations.NullMarked;

/** What a person wrote, as the daemon takes it. */
@NullMarked
package dev.tagma.app.daemon;

import org.jspecify.annotations.NullMarked;

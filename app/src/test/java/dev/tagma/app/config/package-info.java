/** What a person wrote, as the daemon takes it. */
@NullMarked
package dev.tagma.app.config;

import org.jspecify.annotations.NullMarked;

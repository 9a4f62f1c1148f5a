/** From the domain's values to those of the wire, one class for each subject; nothing else knows both. */
@NullMarked
package dev.tagma.server.mapping;

import org.jspecify.annotations.NullMarked;

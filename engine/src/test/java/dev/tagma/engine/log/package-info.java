/** What the log promises those who read it. */
@NullMarked
package dev.tagma.engine.log;

import org.jspecify.annotations.NullMarked;

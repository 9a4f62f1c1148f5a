/** What the demo makes of events, without a daemon. */
@NullMarked
package dev.tagma.cli.demo;

import org.jspecify.annotations.NullMarked;

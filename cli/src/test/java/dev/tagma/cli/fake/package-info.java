/** A daemon of the tests' own: a server on a Unix socket that says what a test has scripted. */
@NullMarked
package dev.tagma.cli.fake;

import org.jspecify.annotations.NullMarked;

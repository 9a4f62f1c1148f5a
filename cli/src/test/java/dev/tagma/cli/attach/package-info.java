/** What is a person's terminal's and what is the program's. */
@NullMarked
package dev.tagma.cli.attach;

import org.jspecify.annotations.NullMarked;

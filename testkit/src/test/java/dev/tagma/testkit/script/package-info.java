/** Tests of the script language. */
@NullMarked
package dev.tagma.testkit.script;

import org.jspecify.annotations.NullMarked;

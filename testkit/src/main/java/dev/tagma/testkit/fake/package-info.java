/** Ports in memory for tests of what stands above them; each passes the contract suite of its port. */
@NullMarked
package dev.tagma.testkit.fake;

import org.jspecify.annotations.NullMarked;

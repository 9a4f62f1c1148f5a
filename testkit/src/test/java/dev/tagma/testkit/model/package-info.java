/** Tests of the fake model server, as a client sees it. */
@NullMarked
package dev.tagma.testkit.model;

import org.jspecify.annotations.NullMarked;

/**
 * One suite for each port, run on its fake and on every real implementation; what a suite asks is what a caller may rely on.
 */
@NullMarked
package dev.tagma.testkit.contract;

import org.jspecify.annotations.NullMarked;

/** Contract suites: what every implementation of a port must do. A suite is extended by a test of the implementation. */
@NullMarked
package dev.tagma.testkit.contract;

import org.jspecify.annotations.NullMarked;

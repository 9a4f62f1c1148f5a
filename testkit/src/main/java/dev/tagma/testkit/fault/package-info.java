/** What goes wrong around a running fleet, on purpose. Begin with {@link dev.tagma.testkit.fault.FaultPlan}. */
@NullMarked
package dev.tagma.testkit.fault;

import org.jspecify.annotations.NullMarked;

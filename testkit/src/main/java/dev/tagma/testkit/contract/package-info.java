/**
 * The promises of the ports as tests. An implementation's module extends a suite and says how its subject is made; the
 * fakes of the testkit are held to the same suites. Begin with {@link
 * dev.tagma.testkit.contract.TerminalRuntimeContract}.
 */
@NullMarked
package dev.tagma.testkit.contract;

import org.jspecify.annotations.NullMarked;

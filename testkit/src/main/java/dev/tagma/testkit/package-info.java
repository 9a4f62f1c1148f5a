/** What tests and the demo share: the scripted agent, the fake model server, fault plans and the contract suites of the ports. */
@NullMarked
package dev.tagma.testkit;

import org.jspecify.annotations.NullMarked;

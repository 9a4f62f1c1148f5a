/**
 * Stand-ins for the outside world that keep the promises of the ports and do what a test tells them. Begin with {@link
 * dev.tagma.testkit.fake.FakeTerminals}.
 */
@NullMarked
package dev.tagma.testkit.fake;

import org.jspecify.annotations.NullMarked;

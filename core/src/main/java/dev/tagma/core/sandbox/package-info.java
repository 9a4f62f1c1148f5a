/**
 * What an agent is kept within: what was asked for, and what came of it. Begin with {@link dev.tagma.core.sandbox.SandboxRule}.
 */
@NullMarked
package dev.tagma.core.sandbox;

import org.jspecify.annotations.NullMarked;

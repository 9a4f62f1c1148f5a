/** Any agent with a terminal of its own, as a manifest describes it. Begin with {@link dev.tagma.adapters.agent.manifest.ManifestAdapter}. */
@NullMarked
package dev.tagma.adapters.agent.manifest;

import org.jspecify.annotations.NullMarked;

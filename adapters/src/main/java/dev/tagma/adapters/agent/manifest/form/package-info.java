/** What a manifest file says, and how it is read. Begin with {@link dev.tagma.adapters.agent.manifest.form.Manifest}. */
@NullMarked
package dev.tagma.adapters.agent.manifest.form;

import org.jspecify.annotations.NullMarked;

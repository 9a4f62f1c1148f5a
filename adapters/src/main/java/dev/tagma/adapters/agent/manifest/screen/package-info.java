/** What a screen means by a manifest. Begin with {@link dev.tagma.adapters.agent.manifest.screen.ScreenReader}. */
@NullMarked
package dev.tagma.adapters.agent.manifest.screen;

import org.jspecify.annotations.NullMarked;

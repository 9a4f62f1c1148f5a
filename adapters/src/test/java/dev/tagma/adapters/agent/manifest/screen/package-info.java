@NullMarked
package dev.tagma.adapters.agent.manifest.screen;

import org.jspecify.annotations.NullMarked;

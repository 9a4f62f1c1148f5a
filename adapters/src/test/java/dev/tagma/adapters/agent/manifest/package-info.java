@NullMarked
package dev.tagma.adapters.agent.manifest;

import org.jspecify.annotations.NullMarked;

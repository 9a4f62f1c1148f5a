@NullMarked
package dev.tagma.adapters.agent.claude.screen;

import org.jspecify.annotations.NullMarked;

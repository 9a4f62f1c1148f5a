@NullMarked
package dev.tagma.adapters.agent.manifest.form;

import org.jspecify.annotations.NullMarked;

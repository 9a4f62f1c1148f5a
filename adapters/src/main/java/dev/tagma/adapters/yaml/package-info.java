/** Files of YAML that people write, read strictly: every mistake is told, with its line. */
@NullMarked
package dev.tagma.adapters.yaml;

import org.jspecify.annotations.NullMarked;

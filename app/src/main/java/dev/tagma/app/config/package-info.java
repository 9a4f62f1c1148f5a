/** Configuration: what a person wrote in YAML, checked as a whole. Begin with {@link dev.tagma.app.config.ConfigReader}. */
@NullMarked
package dev.tagma.app.config;

import org.jspecify.annotations.NullMarked;

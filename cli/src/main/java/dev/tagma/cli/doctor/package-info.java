/**
 * Looks at what Tagma needs on this machine without asking the daemon, which may be what is missing. Begin with
 * {@link dev.tagma.cli.doctor.Examination}.
 */
@NullMarked
package dev.tagma.cli.doctor;

import org.jspecify.annotations.NullMarked;

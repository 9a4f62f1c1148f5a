/**
 * The daemon's interface as commands use it: questions that survive a daemon's restart, refusals as failures, answers read
 * field by field. Begin with {@link dev.tagma.cli.api.Api}.
 *
 * <p>Answers are read as plain JSON and not into the records of {@code wire}: looking a record up by reflection costs a
 * command about 100 ms, more than all else it does.
 */
@NullMarked
package dev.tagma.cli.api;

import org.jspecify.annotations.NullMarked;

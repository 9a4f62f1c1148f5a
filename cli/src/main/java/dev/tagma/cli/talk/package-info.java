/**
 * What a command says and how it ends: stdout is data, stderr is talk, a failure is one line. Begin with
 * {@link dev.tagma.cli.talk.Talk}.
 */
@NullMarked
package dev.tagma.cli.talk;

import org.jspecify.annotations.NullMarked;

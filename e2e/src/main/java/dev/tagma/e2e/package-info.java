/** Scenarios over the assembled product: real tmux, real git, real daemon, real agent programs. */
@NullMarked
package dev.tagma.e2e;

import org.jspecify.annotations.NullMarked;

/**
 * The demo: a daemon of its own with scripted agents, which shows how Tagma works, checks what it showed and leaves nothing
 * running. Begin with {@link dev.tagma.cli.demo.Demo}; what the sessions do is in {@link dev.tagma.cli.demo.Stories}.
 */
@NullMarked
package dev.tagma.cli.demo;

import org.jspecify.annotations.NullMarked;

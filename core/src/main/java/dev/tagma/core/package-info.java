/** The pure domain: facts, status, messages, requests and the rules over them. No I/O, no threads, no clock. */
@NullMarked
package dev.tagma.core;

import org.jspecify.annotations.NullMarked;

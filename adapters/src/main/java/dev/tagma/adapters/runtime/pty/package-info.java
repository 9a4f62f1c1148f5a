/**
 * Terminals of this process's own: the kernel's pseudo-terminals, with the screen kept here. Begin with {@link
 * dev.tagma.adapters.runtime.pty.PtyRuntime}; one terminal is {@code PtyTerminal}, its bytes go through {@code Wire}, what
 * they draw is in {@code Emulator}.
 *
 * <p>What one would not expect, and where it is dealt with:
 *
 * <ul>
 *   <li>A process that leads a session and opens a terminal without care gets it as its own, and dies with it: the
 *       program's side is never opened here ({@code ProgramLaunch}).
 *   <li>Signals that the daemon ignores would be ignored by every program ({@code ProgramLaunch}).
 *   <li>JLine's screen takes what it does not know for what it knows: the cursor is moved by keyboard modes, long colours
 *       are printed ({@code Sequences}).
 *   <li>Its history grows for ever ({@code Emulator}).
 *   <li>A program that ignores the hang-up outlives its terminal: it is ended by whoever looks for the terminal next
 *       ({@code Holdings}).
 * </ul>
 */
@NullMarked
package dev.tagma.adapters.runtime.pty;

import org.jspecify.annotations.NullMarked;

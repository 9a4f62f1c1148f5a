package dev.tagma.adapters.runtime.tmux;

import dev.tagma.adapters.proc.Processes;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.spi.runtime.Borrowed;
import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalHandle;
import dev.tagma.spi.runtime.TerminalListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * A pane on a server of somebody else's, for as long as one program runs in it: what that shows, and what is typed. When
 * the program ends, the shell that it was called from may take the pane again, which is nobody's business here.
 */
final class AdoptedTerminal implements Terminal, Borrowed {

    private final TerminalHandle handle;
    private final TmuxTerminal pane;
    private final TmuxLink link;
    private final PaneAddress address;
    private final TmuxSettings settings;
    private final PaneOfOthers place;
    private final Runnable letGo;

    /** @param letGo what follows when nobody needs it any more */
    AdoptedTerminal(
            TerminalHandle handle,
            TmuxSettings settings,
            TmuxLink link,
            PaneOfOthers place,
            PaneAddress address,
            Runnable letGo) {
        this.handle = handle;
        this.pane = new TmuxTerminal(handle, settings, link, place.server(), address);
        this.link = link;
        this.address = address;
        this.settings = settings;
        this.place = place;
        this.letGo = letGo;
    }

    @Override
    public TerminalHandle handle() {
        return handle;
    }

    @Override
    public Liveness liveness() {
        Liveness of = pane.liveness();
        if (!(of instanceof Liveness.Alive)) {
            return of;
        }
        return runs() ? new Liveness.Alive(place.program().pid()) : new Liveness.Dead(OptionalInt.empty());
    }

    private boolean runs() {
        return Processes.find(place.program().pid()).filter(this::isProgram).isPresent();
    }

    /** The boot is that of the handle, which was looked at when the pane was found. */
    private boolean isProgram(ProcessKey process) {
        ProcessKey program = place.program();
        return process.pid() == program.pid() && process.startedTicks() == program.startedTicks();
    }

    @Override
    public Screen screen() {
        return pane.screen();
    }

    @Override
    public String capture(int lines, boolean withColours) {
        return pane.capture(lines, withColours);
    }

    @Override
    public void paste(String text) {
        requireInFront("paste into");
        try {
            // Nothing of ours may have been made here yet: the server is not ours, but what is on its way to it is.
            PrivateFiles.directory(settings.directory());
        } catch (IOException refused) {
            throw new TerminalException("Cannot keep the text for " + place.pane() + ": " + refused, false, refused);
        }
        pane.paste(text);
    }

    @Override
    public void press(List<Key> keys) {
        requireInFront("press keys in");
        pane.press(keys);
    }

    /** What is typed would go to the shell, or to whatever a person has put before the program meanwhile. */
    private void requireInFront(String what) {
        ProcessKey program = place.program();
        boolean inFront = runs()
                && Processes.foreground(program.pid()).filter(this::isProgram).isPresent();
        if (!inFront) {
            throw new TerminalException(
                    "Cannot " + what + " " + place.pane() + ": its program " + program.pid() + " is not in front",
                    false);
        }
    }

    @Override
    public void resize(int columns, int rows) {
        throw new TerminalException("The size of " + place.pane() + " is its owner's; it is not changed", false);
    }

    @Override
    public void signal(String name) {
        throw new TerminalException(
                "The program in " + place.pane() + " was not started by Tagma; it is sent no " + name, false);
    }

    /** It is let go; the program goes on. */
    @Override
    public void destroy() {
        letGo.run();
    }

    @Override
    public List<String> attachCommand() {
        List<String> command = new ArrayList<>(List.of("env", "-u", "TMUX", "-u", "TMUX_PANE"));
        command.addAll(new TmuxCommand(settings).client("attach-session", "-t", place.pane()));
        return command;
    }

    @Override
    public Subscription subscribe(TerminalListener listener) {
        Subscription subscription = pane.subscribe(new ProgramWatch(listener, this::lookForEnd));
        // What a shell writes when the program is gone tells sooner; this is for one that writes nothing.
        ProcessHandle.of(place.program().pid()).map(ProcessHandle::onExit).ifPresent(exit -> {
            CompletableFuture<Void> _ = exit.thenRun(this::lookForEnd);
        });
        lookForEnd();
        return subscription;
    }

    private void lookForEnd() {
        if (!runs()) {
            link.programEnded(address);
        }
    }
}

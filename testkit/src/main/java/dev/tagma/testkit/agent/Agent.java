package dev.tagma.testkit.agent;

import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Faces the person: takes keys, keeps the dialogs, has work begun and says what goes on by screen, title and state file.
 * Everything it owns is touched by its own thread alone; others send it errands.
 */
final class Agent implements Desk {

    private static final Set<String> EXIT_WORDS = Set.of("exit", "quit", ":q", ":q!", ":wq", ":wq!");

    private final Errands errands = new Errands();
    private final AtomicBoolean willPaint = new AtomicBoolean();
    private final Kit kit;
    private final Terminal terminal;
    private final Face face;
    private final Signs signs;
    private final Writing writing;
    private final ExitQuestion exitQuestion;
    private final List<Dialog> dialogs = new ArrayList<>();
    private final Talk talk;
    private final MessageQueue queue;
    private final Labour labour;
    private boolean isReady;
    private boolean isUntrusted;
    private volatile boolean isHanging;
    private volatile boolean wantsExit;

    /** What the agent is built from. */
    record Parts(
            Surroundings surroundings,
            Faults faults,
            Clock clock,
            Timers timers,
            Hooks hooks,
            Permissions permissions) {}

    Agent(Parts parts, Terminal terminal, Identity identity, Transcript transcript) {
        var background = new Background(parts.clock(), this::deliver);
        this.kit = new Kit(
                parts.surroundings(),
                parts.faults(),
                parts.clock(),
                parts.timers(),
                parts.hooks(),
                parts.permissions(),
                background,
                this);
        this.terminal = terminal;
        this.face = new Face(terminal, parts.faults());
        this.signs = new Signs(new StateFile(parts.surroundings(), parts.faults(), parts.clock()), face);
        this.writing = new Writing(parts.clock());
        this.exitQuestion = new ExitQuestion(parts.timers(), errands, this::paint);
        this.talk = new Talk(kit, new Log(this::refresh), identity, transcript);
        this.queue = new MessageQueue(talk);
        this.labour = new Labour(kit, talk, queue, errands, this::update, this::takeBack);
    }

    /** Shows itself and what was said earlier, asks for trust if it must, and gets ready. */
    void begin(String startSource, List<Block> earlier, String firstPrompt) {
        errands.send(() -> {
            talk.header();
            earlier.forEach(talk.log()::add);
            if (kit.surroundings().asksTrust() && !Trust.isGiven(kit.surroundings())) {
                askTrust(startSource, firstPrompt);
            } else {
                getReady(startSource, firstPrompt);
            }
        });
    }

    /** Asks on the normal screen; there is no state file yet. */
    private void askTrust(String startSource, String firstPrompt) {
        isUntrusted = true;
        var dialog = Dialogs.trust(talk.identity().cwd());
        dialogs.add(dialog);
        dialog.whenAnswered(answer -> errands.send(() -> {
            if (answer instanceof Answer.Allowed) {
                Trust.give(kit.surroundings());
                isUntrusted = false;
                dialogs.remove(dialog);
                getReady(startSource, firstPrompt);
            } else {
                exit(1);
            }
        }));
        paint();
    }

    /** Until it is ready, what is typed stays in the composer, but Enter is lost. */
    private void getReady(String startSource, String firstPrompt) {
        terminal.alternate();
        face.forget();
        signs.begin(talk.identity().session());
        paint();
        kit.timers()
                .after(
                        kit.surroundings().startDelay(),
                        () -> errands.send(() -> {
                            isReady = true;
                            var members = Json.object(
                                    "source",
                                    startSource,
                                    "model",
                                    talk.identity().model());
                            kit.hooks().tell(talk.identity().event("SessionStart", startSource, members));
                            update();
                            if (!firstPrompt.isEmpty()) {
                                submit(Message.typed(
                                        firstPrompt, false, kit.clock().instant()));
                            }
                        }));
    }

    /** Takes what was typed; blocks for good once the program is told to hang. */
    void keys(List<Key> keys) throws InterruptedException {
        if (isHanging) {
            new CountDownLatch(1).await();
        }
        errands.send(() -> keys.forEach(this::key));
    }

    void resized() {
        errands.send(() -> {
            terminal.measure();
            face.forget();
            paint();
        });
    }

    /** Tells the last hook and cleans up behind it; the process ends next. */
    void leave() {
        var reason = wantsExit ? "prompt_input_exit" : "other";
        signs.end();
        if (!isUntrusted) {
            try {
                kit.hooks().run(talk.identity().event("SessionEnd", reason, Json.object("reason", reason)));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        kit.hooks().close();
        kit.background().close();
        terminal.leave(
                Files.exists(talk.identity().transcript())
                        ? "Resume this session with:\r\nscripted-agent --resume %s\r\n"
                                .formatted(talk.identity().session())
                        : "");
    }

    private void key(Key key) {
        exitQuestion.hide();
        writing.beforeKey();
        if (!dialogs.isEmpty() && !isHeld()) {
            dialogs.getFirst().key(key);
        } else {
            write(key);
            writing.noteDraft();
            refreshWhenFree();
        }
        writing.afterKey(key);
        paint();
    }

    /** Looks again when the person may have stopped writing. */
    private void refreshWhenFree() {
        if (isHeld()) {
            kit.timers().after(writing.untilSettled(), this::refresh);
        }
    }

    /** Whether the open dialog waits until the person has stopped writing for a while. */
    private boolean isHeld() {
        return !dialogs.isEmpty() && writing.isGoingOn();
    }

    private void write(Key key) {
        var composer = writing.composer();
        switch (key) {
            case Key.Typed(var text) -> composer.type(text);
            case Key.Pasted(var text) -> composer.paste(text, terminal.size().rows());
            case Key.Named.ENTER -> enter();
            case Key.Named.BACKSPACE -> composer.backspace();
            case Key.Named.CTRL_U -> composer.deleteLine();
            case Key.Named.ESCAPE -> escape();
            case Key.Named.CTRL_C -> cancel("Press Ctrl-C again to exit");
            case Key.Named.CTRL_D -> cancel("Press Ctrl-D again to exit");
            case Key.Named.UP -> recall();
            case Key.Named.SHIFT_TAB -> {
                kit.permissions().nextMode();
                update();
            }
            case Key.Named.TAB, Key.Named.DOWN, Key.Named.LEFT, Key.Named.RIGHT, Key.Named.OTHER -> {}
        }
    }

    /** Stops the work; without any, it is about the draft. */
    private void escape() {
        if (!labour.interrupt()) {
            writing.escape();
        }
    }

    /** Brings queued messages back into the composer, or the last one that was sent. */
    private void recall() {
        if (queue.isEmpty()) {
            writing.recallLast();
        } else {
            writing.takeIn(queue.takeToEdit());
        }
    }

    private void cancel(String question) {
        if (labour.interrupt()) {
            return;
        }
        if (exitQuestion.isOpen() && writing.composer().isEmpty()) {
            exit(0);
        }
        writing.composer().clear();
        exitQuestion.open(question);
    }

    private void enter() {
        if (isReady) {
            writing.enter().ifPresent(this::send);
        }
    }

    private void send(Writing.Sent sent) {
        if (sent.isShell()) {
            var line = sent.message().text().substring(1).strip();
            labour.command(new Command.Shell(line), sent.message());
        } else {
            submit(sent.message());
        }
    }

    private void submit(Message message) {
        if (message.text().isBlank()) {
            return;
        }
        if (!message.isPasted() && EXIT_WORDS.contains(message.text().strip())) {
            exit(0);
            return;
        }
        Command.of(message).ifPresentOrElse(command -> begin(command, message), () -> labour.say(message));
    }

    private void begin(Command command, Message message) {
        switch (command) {
            case Command.Exit() -> exit(0);
            case Command.Menu(var name, var lines) -> {
                var menu = Dialogs.menu(name, lines);
                menu.whenAnswered(_ -> close(menu));
                dialogs.add(menu);
                update();
            }
            case Command.Unknown(var name) ->
                talk.log().add(new Block.Notes(List.of("", "❯ " + name, "  ⎿  Unknown command: " + name)));
            case Command.Clear _, Command.Compact _, Command.Shell _ -> labour.command(command, message);
        }
    }

    private boolean takeBack(Message message) {
        if (!writing.composer().isEmpty()) {
            return false;
        }
        writing.composer().type(message.text());
        return true;
    }

    @Override
    public Log log() {
        return talk.log();
    }

    @Override
    public void open(Dialog dialog) {
        errands.ask(() -> {
            dialogs.add(dialog);
            refreshWhenFree();
            return dialog;
        });
        refresh();
    }

    @Override
    public void close(Dialog dialog) {
        errands.send(() -> {
            dialogs.remove(dialog);
            update();
        });
    }

    @Override
    public List<Message> interjections() {
        return errands.ask(queue::takeIntoTurn);
    }

    @Override
    public List<Message> dequeue() {
        return errands.ask(queue::takeForTurn);
    }

    @Override
    public void deliver(Message notice) {
        errands.send(() -> {
            if (isReady) {
                labour.notice(notice);
            }
        });
    }

    @Override
    public void refresh() {
        if (willPaint.compareAndSet(false, true)) {
            errands.send(this::update);
        }
    }

    @Override
    public void busyWith(String activity) {
        errands.send(() -> {
            labour.spinner().busyWith(activity);
            update();
        });
    }

    @Override
    public void hang() {
        isHanging = true;
    }

    @Override
    public void flood(int kilobytes) {
        face.flood(kilobytes);
    }

    /** Brings state file, title and screen up to what is so. */
    private void update() {
        if (isReady) {
            signs.show(talk.identity().session(), status(), labour.spinner());
        }
        paint();
    }

    private Status status() {
        if (!dialogs.isEmpty()) {
            return new Status.Waiting(dialogs.getFirst().waitingFor());
        }
        if (labour.goesOn() || kit.background().count("subagent") > 0) {
            return new Status.Busy();
        }
        return kit.background().count("shell") > 0 ? new Status.Shell() : new Status.Idle();
    }

    private void paint() {
        willPaint.set(false);
        var view = new View(
                talk.log(),
                dialogs.isEmpty() || isHeld() ? null : dialogs.getFirst(),
                dialogs.size() > 1 ? "1 of " + dialogs.size() : "",
                queue.shown(),
                labour.goesOn() ? labour.spinner().row() : "",
                isHeld(),
                writing.composer(),
                kit.permissions().mode(),
                exitQuestion.note(),
                writing.hint(),
                isReady,
                labour.goesOn(),
                kit.background().count("shell"));
        face.show(view.frame(terminal.size()));
    }

    /** The person wants it to end; the shutdown hook calls {@link #leave}. */
    private void exit(int code) {
        wantsExit = true;
        System.exit(code);
    }
}

package dev.tagma.testkit.agent;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Faces the person: takes keys, keeps the composer, the queue and the dialogs, starts work and says what goes on by screen,
 * title and state file. Everything it owns is touched by its own thread alone; others send it errands.
 */
final class Agent implements Desk {

    private static final Set<String> EXIT_WORDS = Set.of("exit", "quit", ":q", ":q!", ":wq", ":wq!");

    /** So long a first Ctrl-C is remembered. */
    private static final Duration EXIT_PATIENCE = Duration.ofSeconds(1);

    private static final List<String> SPINNERS = List.of("·", "✢", "*", "✻", "✽");
    private static final List<String> VERBS = List.of("Pondering", "Whittling", "Rummaging", "Simmering", "Tinkering");

    private final ExecutorService errands = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("agent").daemon().factory());
    private final AtomicBoolean willPaint = new AtomicBoolean();
    private final Kit kit;
    private final Terminal terminal;
    private final Face face;
    private final StateFile stateFile;
    private final Composer composer = new Composer(UUID.randomUUID().toString().substring(0, 4));
    private final List<Dialog> dialogs = new ArrayList<>();
    private final List<Message> queue = new ArrayList<>();
    private final Log log = new Log(this::refresh);
    private Identity identity;
    private Transcript transcript;
    private @Nullable Work work;
    private long workBegan;
    private int works;
    private int turns;
    private String activity = "";
    private String note = "";
    private boolean isReady;
    private boolean isUntrusted;
    private boolean exitArmed;
    private @Nullable Status written;
    private String writtenSession = "";
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
        this.stateFile = new StateFile(parts.surroundings(), parts.faults(), parts.clock());
        this.identity = identity;
        this.transcript = transcript;
    }

    /** Shows itself, asks for trust if it must, and gets ready. */
    void begin(String startSource, String firstPrompt) {
        errand(() -> {
            log.add(new Block.Header(identity.model(), identity.cwd().toString()));
            if (kit.surroundings().asksTrust() && !Trust.isGiven(kit.surroundings())) {
                askTrust(startSource, firstPrompt);
            } else {
                getReady(startSource, firstPrompt);
            }
        });
    }

    private void askTrust(String startSource, String firstPrompt) {
        isUntrusted = true;
        var dialog = Dialogs.trust(identity.cwd());
        dialogs.add(dialog);
        dialog.whenAnswered(answer -> errand(() -> {
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
        paint();
        kit.timers()
                .after(
                        kit.surroundings().startDelay(),
                        () -> errand(() -> {
                            isReady = true;
                            var members = Json.object("source", startSource, "model", identity.model());
                            kit.hooks().tell(identity.event("SessionStart", startSource, members));
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
        errand(() -> keys.forEach(this::key));
    }

    void resized() {
        errand(() -> {
            terminal.measure();
            face.forget();
            paint();
        });
    }

    /** Tells the last hook and cleans up behind it; the process ends next. */
    void leave() {
        var reason = wantsExit ? "prompt_input_exit" : "other";
        if (!isUntrusted) {
            try {
                kit.hooks().run(identity.event("SessionEnd", reason, Json.object("reason", reason)));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        kit.hooks().close();
        kit.background().close();
        stateFile.remove();
        terminal.leave(
                Files.exists(identity.transcript())
                        ? "Resume this session with:\r\nscripted-agent --resume %s\r\n".formatted(identity.session())
                        : "");
    }

    private void key(Key key) {
        note = "";
        if (!dialogs.isEmpty()) {
            dialogs.getFirst().key(key);
        } else {
            write(key);
        }
        paint();
    }

    private void write(Key key) {
        switch (key) {
            case Key.Typed(var text) -> composer.type(text);
            case Key.Pasted(var text) -> composer.paste(text, terminal.size().rows());
            case Key.Named.ENTER -> enter();
            case Key.Named.BACKSPACE -> composer.backspace();
            case Key.Named.CTRL_U -> composer.clear();
            case Key.Named.ESCAPE -> stop();
            case Key.Named.CTRL_C -> cancel("Press Ctrl-C again to exit");
            case Key.Named.CTRL_D -> cancel("Press Ctrl-D again to exit");
            case Key.Named.UP -> editQueue();
            case Key.Named.SHIFT_TAB -> {
                kit.permissions().nextMode();
                update();
            }
            case Key.Named.TAB, Key.Named.DOWN, Key.Named.LEFT, Key.Named.RIGHT, Key.Named.OTHER -> {}
        }
    }

    private void enter() {
        if (!isReady) {
            return;
        }
        if (composer.endsWithBackslash()) {
            composer.backslashToNewline();
            return;
        }
        boolean isShell = composer.isShellCommand();
        var message = composer.take(kit.clock().instant());
        if (isShell && !message.text().substring(1).isBlank()) {
            begin(new Command.Shell(message.text().substring(1).strip()), message);
        } else if (!isShell) {
            submit(message);
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
        Command.of(message).ifPresentOrElse(command -> begin(command, message), () -> say(message));
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
                log.add(new Block.Notes(List.of("", "❯ " + name, "  ⎿  Unknown command: " + name)));
            case Command.Clear _, Command.Compact _, Command.Shell _ -> {
                if (work == null) {
                    start(command);
                } else {
                    enqueue(message);
                }
            }
        }
    }

    private void say(Message message) {
        if (work == null) {
            startTurn(List.of(message));
        } else {
            enqueue(message);
        }
    }

    private void enqueue(Message message) {
        queue.add(message.queued());
        transcript.queueOperation(
                "enqueue",
                message.isPasted() && !message.isNotice() ? message.text().strip() : message.text());
        tellPrompt(message);
    }

    private void tellPrompt(Message message) {
        kit.hooks()
                .tell(identity.event(
                        "UserPromptSubmit", "permission_mode", kit.permissions().mode(), "prompt", message.text()));
    }

    private void start(Command command) {
        switch (command) {
            case Command.Clear _ -> clear();
            case Command.Compact(var instructions) ->
                start(new CompactWork(kit, identity.withPrompt(), transcript, instructions));
            case Command.Shell(var line) -> {
                identity = identity.withPrompt();
                start(new ShellWork(kit, identity, transcript, line));
            }
            case Command.Exit _, Command.Menu _, Command.Unknown _ -> {}
        }
    }

    private void clear() {
        var session = UUID.randomUUID().toString();
        var file = kit.surroundings().transcript(session);
        var fresh = new Identity(session, file, identity.cwd(), identity.model(), "");
        var begun = new Transcript(kit.surroundings(), kit.faults(), kit.clock(), session, file, null);
        var old = identity;
        identity = fresh;
        transcript = begun;
        log.clear();
        log.add(new Block.Header(identity.model(), identity.cwd().toString()));
        start(new ClearWork(kit, old, fresh, begun));
    }

    private void startTurn(List<Message> messages) {
        identity = identity.withPrompt();
        messages.stream()
                .filter(message -> !message.isNotice())
                .forEach(message -> log.add(new Block.Said(message.text().strip())));
        turns++;
        start(new Turn(kit, identity, transcript, messages));
    }

    private void start(Work begun) {
        work = begun;
        works++;
        workBegan = System.nanoTime();
        activity = "";
        update();
        Thread.ofVirtual().name("work").start(() -> {
            var next = tryOut(begun);
            errand(() -> over(begun, next));
        });
        beat(works);
    }

    /** Work that breaks down is over, and the person sees why. */
    private List<Message> tryOut(Work begun) {
        try {
            return begun.run();
        } catch (RuntimeException e) {
            log.add(new Block.Reply("The scripted agent broke down: " + e));
            return dequeue();
        }
    }

    /** Draws a second later again, as long as that work goes on. */
    private void beat(int number) {
        kit.timers()
                .after(
                        Duration.ofSeconds(1),
                        () -> errand(() -> {
                            if (work != null && works == number) {
                                update();
                                beat(number);
                            }
                        }));
    }

    private void over(Work ended, List<Message> next) {
        work = null;
        activity = "";
        if (ended instanceof Turn turn && turn.leftNothing()) {
            takeBack(turn);
        }
        next(next.isEmpty() && !queue.isEmpty() ? takeQueue("dequeue") : next);
        update();
    }

    /** Nothing came of the prompt: it goes back where it was written. */
    private void takeBack(Turn turn) {
        var messages = turn.messages();
        if (composer.isEmpty()
                && queue.isEmpty()
                && messages.size() == 1
                && !messages.getFirst().isNotice()) {
            composer.type(messages.getFirst().text());
            log.takeBack(new Block.Said(messages.getFirst().text().strip()));
        }
    }

    /** Begins with what was queued; a command among it begins its own work, and the rest waits for its end. */
    private void next(List<Message> messages) {
        var said = new ArrayList<Message>();
        for (int i = 0; i < messages.size(); i++) {
            var command = Command.of(messages.get(i));
            if (command.isPresent() && said.isEmpty()) {
                queue.addAll(0, messages.subList(i + 1, messages.size()));
                start(command.get());
                return;
            }
            if (command.isPresent()) {
                queue.addAll(0, messages.subList(i, messages.size()));
                break;
            }
            said.add(messages.get(i));
        }
        if (!said.isEmpty()) {
            startTurn(said);
        }
    }

    private void stop() {
        if (work != null) {
            work.interrupt();
        }
    }

    private void cancel(String question) {
        if (work != null) {
            work.interrupt();
        } else if (!composer.isEmpty()) {
            composer.clear();
        } else if (exitArmed) {
            exit(0);
        } else {
            exitArmed = true;
            note = question;
            kit.timers()
                    .after(
                            EXIT_PATIENCE,
                            () -> errand(() -> {
                                exitArmed = false;
                                note = "";
                                paint();
                            }));
        }
    }

    private void editQueue() {
        for (var message : takeQueue("popAll")) {
            if (!composer.isEmpty()) {
                composer.type("\n");
            }
            composer.type(message.text());
        }
    }

    private List<Message> takeQueue(String operation) {
        var taken = List.copyOf(queue);
        queue.clear();
        taken.forEach(
                message -> transcript.queueOperation(operation, operation.equals("popAll") ? message.text() : null));
        return taken;
    }

    @Override
    public Log log() {
        return log;
    }

    @Override
    public void open(Dialog dialog) {
        ask(() -> dialogs.add(dialog));
        refresh();
    }

    @Override
    public void close(Dialog dialog) {
        errand(() -> {
            dialogs.remove(dialog);
            update();
        });
    }

    @Override
    public List<Message> interjections() {
        return ask(() -> {
            var entering = queue.stream()
                    .filter(message -> Command.of(message).isEmpty())
                    .toList();
            queue.removeAll(entering);
            for (var message : entering) {
                transcript.queueOperation("remove", message.text());
                transcript.enteredTurn(message);
                if (message.isNotice()) {
                    tellPrompt(message);
                }
                log.add(new Block.Said(message.text().strip()));
            }
            return entering;
        });
    }

    @Override
    public List<Message> dequeue() {
        return ask(() -> takeQueue("dequeue"));
    }

    @Override
    public void deliver(Message notice) {
        errand(() -> {
            if (!isReady) {
                return;
            }
            if (work == null) {
                transcript.queueOperation("enqueue", notice.text());
                transcript.queueOperation("dequeue", null);
                startTurn(List.of(notice));
            } else {
                queue.add(notice);
                transcript.queueOperation("enqueue", notice.text());
            }
        });
    }

    @Override
    public void refresh() {
        if (willPaint.compareAndSet(false, true)) {
            errand(this::update);
        }
    }

    @Override
    public void busyWith(String activity) {
        errand(() -> {
            this.activity = activity;
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
        var status = status();
        if (isReady
                && !isUntrusted
                && !(status.equals(written) && identity.session().equals(writtenSession))) {
            stateFile.write(identity.session(), status);
            written = status;
            writtenSession = identity.session();
        }
        if (isReady) {
            boolean isWorking = status instanceof Status.Busy;
            var sigil = isWorking ? (elapsed() % 2 == 0 ? "◐" : "◑") : "✳";
            face.title(sigil + " Scripted Agent");
        }
        paint();
    }

    private Status status() {
        if (!dialogs.isEmpty()) {
            return new Status.Waiting(dialogs.getFirst().waitingFor());
        }
        if (work != null || kit.background().count("subagent") > 0) {
            return new Status.Busy();
        }
        return kit.background().count("shell") > 0 ? new Status.Shell() : new Status.Idle();
    }

    private void paint() {
        willPaint.set(false);
        var count = dialogs.size() > 1 ? "1 of " + dialogs.size() : "";
        var view = new View(
                log,
                dialogs.isEmpty() ? null : dialogs.getFirst(),
                count,
                List.copyOf(
                        queue.stream().filter(message -> !message.isNotice()).toList()),
                spinner(),
                composer,
                kit.permissions().mode(),
                note,
                isReady,
                work != null,
                kit.background().count("shell"));
        face.show(view.rows(terminal.size()));
    }

    private String spinner() {
        if (work == null) {
            return "";
        }
        long seconds = elapsed();
        var glyph = SPINNERS.get((int) (seconds % SPINNERS.size()));
        if (!activity.isEmpty()) {
            return glyph + " " + activity;
        }
        var verb = VERBS.get(turns % VERBS.size());
        return seconds == 0
                ? "%s %s…".formatted(glyph, verb)
                : "%s %s… (%ds · ↓ 8 tokens)".formatted(glyph, verb, seconds);
    }

    /** The person wants it to end; the shutdown hook calls {@link #leave}. */
    private void exit(int code) {
        wantsExit = true;
        System.exit(code);
    }

    private long elapsed() {
        return Duration.ofNanos(System.nanoTime() - workBegan).toSeconds();
    }

    private void errand(Runnable errand) {
        errands.execute(errand);
    }

    private <T> T ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, errands).join();
    }
}

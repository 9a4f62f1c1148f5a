package dev.tagma.testkit.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One turn: what was said, what came of it, and how it ended, as told to transcript, hooks and screen. */
final class Turn implements Work {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm a", Locale.US);

    /** A word that names a file, which the program then attaches without asking. */
    private static final Pattern MENTION = Pattern.compile("(?:^|(?<=\\s))@\"?([^\\s\"]+)\"?");

    private final Kit kit;
    private final Identity identity;
    private final Transcript transcript;
    private final List<Message> messages;
    private final Player player;
    private @Nullable Thread thread;
    private boolean isStoppable = true;
    private boolean isStopped;

    /** @param identity of the prompt that begins the turn */
    Turn(Kit kit, Identity identity, Transcript transcript, List<Message> messages) {
        this.kit = kit;
        this.identity = identity;
        this.transcript = transcript;
        this.messages = List.copyOf(messages);
        this.player = new Player(kit, identity, Role.main(), transcript);
    }

    @Override
    public List<Message> run() {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        long begun = System.nanoTime();
        try {
            listen();
            player.play();
            lockEnd();
            return completed(Duration.ofNanos(System.nanoTime() - begun));
        } catch (ApiFailure e) {
            lockEnd();
            return failed(e);
        } catch (Rejection _) {
            lockEnd();
            return interrupted(true);
        } catch (InterruptedException _) {
            lockEnd();
            return interrupted(false);
        }
    }

    @Override
    public synchronized void interrupt() {
        if (isStoppable && thread != null) {
            isStopped = true;
            thread.interrupt();
        }
    }

    /** From here on the turn ends in its own way. */
    private synchronized void lockEnd() {
        isStoppable = false;
        var _ = Thread.interrupted();
    }

    /** Whether nothing had come of the turn when it was stopped: then its prompt goes back to the composer. */
    boolean leftNothing() {
        return isStopped && !player.hasOutput();
    }

    List<Message> messages() {
        return messages;
    }

    private void listen() throws InterruptedException {
        for (var message : messages) {
            // A queued message was told to hooks when it was queued.
            if (!message.source().equals("queued")) {
                kit.hooks()
                        .run(identity.event(
                                "UserPromptSubmit",
                                "permission_mode",
                                kit.permissions().mode(),
                                "prompt",
                                message.text()));
            }
            transcript.user(message, identity.promptId(), kit.permissions().mode());
            attachMentions(message);
            player.hear(message);
        }
    }

    private void attachMentions(Message message) {
        var mentions = MENTION.matcher(message.text());
        while (!message.isNotice() && mentions.find()) {
            var file = identity.cwd().resolve(Path.of(mentions.group(1)));
            if (Files.isRegularFile(file)) {
                transcript.attachment(Json.object("type", "file", "filename", file.toString()));
            }
        }
    }

    private List<Message> completed(Duration took) {
        tellEnd("Stop", "stop_hook_active", false, "last_assistant_message", player.lastWords());
        var next = kit.desk().dequeue();
        transcript.turnDuration(took.toMillis(), kit.background().count("subagent"));
        kit.desk().log().add(end(took));
        return next;
    }

    private Block end(Duration took) {
        int agents = kit.background().count("subagent");
        if (agents > 0) {
            return new Block.Done(
                    "Waiting for %d background agent%s to finish".formatted(agents, agents == 1 ? "" : "s"));
        }
        int shells = kit.background().count("shell");
        var time = TIME.format(kit.clock().instant().atZone(kit.clock().getZone()));
        var more = shells == 0 ? "" : " · %d shell%s still running".formatted(shells, shells == 1 ? "" : "s");
        return new Block.Done("Worked for %ds · done %s%s".formatted(took.toSeconds(), time, more));
    }

    private List<Message> failed(ApiFailure failure) {
        player.breakOff();
        transcript.apiError(failure.text(), failure.error(), failure.status());
        kit.desk().log().add(new Block.Reply(failure.text()));
        kit.hooks()
                .tell(identity.event(
                        "StopFailure",
                        "effort",
                        Json.object("level", "medium"),
                        "error",
                        failure.error(),
                        "last_assistant_message",
                        failure.text()));
        return kit.desk().dequeue();
    }

    /** Nobody is told: no hook, no duration. */
    private List<Message> interrupted(boolean inTool) {
        player.breakOff();
        if (leftNothing() && !inTool) {
            return List.of();
        }
        transcript.interrupted(identity.promptId(), inTool);
        kit.desk().log().add(new Block.Notes(List.of("  ⎿  Interrupted · What should Claude do instead?")));
        return kit.desk().dequeue();
    }

    private void tellEnd(String event, @Nullable Object... members) {
        var all = Json.object(members);
        all.put(
                "background_tasks",
                kit.background().jobs().stream().map(Background.Job::members).toList());
        all.put("session_crons", List.of());
        try {
            kit.hooks().run(identity.turnEvent(event, kit.permissions().mode(), all));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}

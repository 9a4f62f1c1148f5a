package dev.tagma.testkit.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code !command}: the person runs a command in the agent's directory, and nobody is asked. */
final class ShellWork implements Work {

    private final Kit kit;
    private final Identity identity;
    private final Transcript transcript;
    private final String command;
    private volatile @Nullable Thread thread;

    ShellWork(Kit kit, Identity identity, Transcript transcript, String command) {
        this.kit = kit;
        this.identity = identity;
        this.transcript = transcript;
        this.command = command;
    }

    @Override
    public List<Message> run() {
        thread = Thread.currentThread();
        var part = kit.desk().log().add(new Block.Tool(List.of("! " + command)));
        transcript.userText(identity.promptId(), "<bash-input>%s</bash-input>".formatted(command), false);
        try {
            var ran = new Tools(kit, identity.cwd()).run(command);
            transcript.userText(
                    identity.promptId(),
                    "<bash-stdout>%s</bash-stdout><bash-stderr>%s</bash-stderr>"
                            .formatted(ran.out().stripTrailing(), ran.err().stripTrailing()),
                    false);
            part.change(new Block.Tool(List.of("! " + command, "  ⎿  " + (ran.out() + ran.err()).strip())));
        } catch (InterruptedException _) {
            transcript.interrupted(identity.promptId(), false);
        }
        return kit.desk().dequeue();
    }

    @Override
    public void interrupt() {
        var running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}

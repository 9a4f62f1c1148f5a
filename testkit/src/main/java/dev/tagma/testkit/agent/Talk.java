package dev.tagma.testkit.agent;

import java.util.List;
import java.util.UUID;

/** The conversation: which one it is at this moment, what is written down of it and what is shown of it. */
final class Talk {

    private final Kit kit;
    private final Log log;
    private Identity identity;
    private Transcript transcript;

    Talk(Kit kit, Log log, Identity identity, Transcript transcript) {
        this.kit = kit;
        this.log = log;
        this.identity = identity;
        this.transcript = transcript;
    }

    Identity identity() {
        return identity;
    }

    Transcript transcript() {
        return transcript;
    }

    Log log() {
        return log;
    }

    void header() {
        log.add(new Block.Header(identity.model(), identity.cwd().toString()));
    }

    /** The next prompt begins. */
    void prompted() {
        identity = identity.withPrompt();
    }

    /** What the person said stands in the conversation. */
    void shows(List<Message> messages) {
        messages.stream()
                .filter(message -> !message.isNotice())
                .forEach(message -> log.add(new Block.Said(message.text().strip())));
    }

    /** Begins another conversation on an empty screen; yields the one that was left. */
    Identity beginAnew() {
        var session = UUID.randomUUID().toString();
        var file = kit.surroundings().transcript(session);
        var old = identity;
        identity = new Identity(session, file, old.cwd(), old.model(), "");
        transcript = new Transcript(kit.surroundings(), kit.faults(), kit.clock(), session, file, null);
        log.clear();
        header();
        return old;
    }

    void tellPrompt(Message message) {
        kit.hooks()
                .tell(identity.event(
                        "UserPromptSubmit", "permission_mode", kit.permissions().mode(), "prompt", message.text()));
    }
}

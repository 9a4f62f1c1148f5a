package dev.tagma.testkit.agent;

import java.util.ArrayList;
import java.util.List;

/** What was said while the agent worked, and waits. It dies with the agent; the transcript tells what comes and goes. */
final class MessageQueue {

    private final Talk talk;
    private final List<Message> waiting = new ArrayList<>();

    MessageQueue(Talk talk) {
        this.talk = talk;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** What the person sees of it. */
    List<Message> shown() {
        return waiting.stream().filter(message -> !message.isNotice()).toList();
    }

    /** The hook of a prompt fires here already, not when the message enters the conversation. */
    void add(Message message) {
        waiting.add(message.queued());
        enqueued(message.isPasted() && !message.isNotice() ? message.text().strip() : message.text());
        talk.tellPrompt(message);
    }

    void addNotice(Message notice) {
        waiting.add(notice);
        enqueued(notice.text());
    }

    private void enqueued(String text) {
        talk.transcript().queueOperation("enqueue", text);
    }

    void putFirst(List<Message> messages) {
        waiting.addAll(0, messages);
    }

    /** All of it begins the next turn. */
    List<Message> takeForTurn() {
        var taken = takeAll();
        taken.forEach(message -> talk.transcript().queueOperation("dequeue", null));
        return taken;
    }

    /** All of it goes back into the composer. */
    List<Message> takeToEdit() {
        var taken = takeAll();
        taken.forEach(message -> talk.transcript().queueOperation("popAll", message.text()));
        return taken;
    }

    private List<Message> takeAll() {
        var taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /** What enters the running turn; a command waits for its end. */
    List<Message> takeIntoTurn() {
        var entering = waiting.stream()
                .filter(message -> Command.of(message).isEmpty())
                .toList();
        waiting.removeAll(entering);
        for (var message : entering) {
            talk.transcript().queueOperation("remove", message.text());
            talk.transcript().enteredTurn(message);
            if (message.isNotice()) {
                talk.tellPrompt(message);
            }
            talk.log().add(new Block.Said(message.text().strip()));
        }
        return entering;
    }
}

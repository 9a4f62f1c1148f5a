package dev.tagma.testkit.script;

import dev.tagma.testkit.script.Cue.Cued;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Follows a conversation from its beginning, as every request repeats it, and knows at its end which steps are due.
 *
 * <p>All that was said since the last answer is due together, in order, also when the client glued several messages into
 * one request; each answer in the conversation is taken for the steps that were due when it was given.
 */
public final class Conversation {

    private final Memory memory;
    private final Deque<Cued> due = new ArrayDeque<>();
    private final List<Place> plain = new ArrayList<>();
    private final List<String> everSaid = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final List<String> bygone = new ArrayList<>();
    private int answers;
    private String after = "";
    private UserText last = new UserText.Context();

    private Conversation(Memory memory) {
        this.memory = memory;
    }

    /** Follows the conversation with what was remembered of its earlier requests. */
    public static Conversation follow(List<Entry> entries, Memory memory) {
        var conversation = new Conversation(memory);
        Entry previous = new Entry.Prompt("");
        for (var entry : entries) {
            conversation.follow(entry, previous);
            previous = entry;
        }
        return conversation;
    }

    /** The first words of a conversation, by which it can be told from others; none if its head was cut off. */
    public static Optional<String> opening(List<Entry> entries) {
        for (var entry : entries) {
            if (entry instanceof Entry.Prompt(var text)) {
                switch (UserText.of(text)) {
                    case UserText.Said(var words) -> {
                        return Optional.of(words);
                    }
                    case UserText.Continuation _ -> {
                        return Optional.empty();
                    }
                    case UserText _ -> {}
                }
            }
        }
        return Optional.of("");
    }

    /** The end of the conversation. */
    public Moment moment() {
        return new Moment(after, said);
    }

    /** All that the person said, oldest first. */
    public List<String> everSaid() {
        return List.copyOf(everSaid);
    }

    /** What to answer now. */
    public Cue cue() {
        if (last instanceof UserText.SummaryWanted) {
            return new Cue.Summarise();
        }
        if (!due.isEmpty()) {
            return new Cue.Perform(Script.takeReply(new ArrayDeque<>(due), Cued::step));
        }
        if (!plain.isEmpty()) {
            return new Cue.Echo(plain);
        }
        return last instanceof UserText.Notice(var summary) && results.isEmpty()
                ? new Cue.Acknowledge(summary)
                : new Cue.Conclude(results);
    }

    private void follow(Entry entry, Entry previous) {
        switch (entry) {
            case Entry.Prompt(var text) -> hear(UserText.of(text));
            case Entry.Reply(var id) -> {
                // Some protocols cut one answer into several entries.
                if (!(previous instanceof Entry.Reply)) {
                    answered();
                }
                after = answers + ":" + id;
            }
            case Entry.Results(var texts) -> results.addAll(texts);
        }
    }

    private void hear(UserText text) {
        last = text;
        switch (text) {
            case UserText.Said(var words) -> say(words);
            case UserText.Interrupted() -> {
                due.clear();
                plain.clear();
            }
            case UserText.Continuation() -> bygone.addAll(memory.summarised());
            case UserText.Notice _, UserText.SummaryWanted _, UserText.Context _ -> {}
        }
    }

    private void say(String words) {
        // What had failed before the conversation was summed up is repeated behind the summary, but it is over.
        if (bygone.remove(words)) {
            return;
        }
        var place = new Place(after, said.size(), words);
        said.add(words);
        everSaid.add(words);
        var over = memory.voidAt(moment());
        due.removeIf(cued -> over.contains(cued.place()));
        plain.removeAll(over);

        var written = Script.parse(words);
        var script = written.isEmpty() ? memory.standInAt(place).orElse(written) : written;
        if (script.isEmpty()) {
            plain.add(place);
        }
        script.steps().forEach(step -> due.add(new Cued(step, place)));
    }

    private void answered() {
        Script.takeReply(due, Cued::step);
        plain.clear();
        said.clear();
        results.clear();
        answers++;
        last = new UserText.Context();
    }
}

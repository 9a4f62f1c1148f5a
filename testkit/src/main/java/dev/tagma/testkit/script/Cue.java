package dev.tagma.testkit.script;

import java.util.List;

/** What a model should answer at this point of a conversation. */
public sealed interface Cue {

    /** The next steps of the script, up to and with the next tool step. */
    record Perform(List<Cued> steps) implements Cue {
        public Perform {
            steps = List.copyOf(steps);
        }
    }

    /** Nothing is scripted: say again what was said, oldest first. */
    record Echo(List<Place> texts) implements Cue {
        public Echo {
            texts = List.copyOf(texts);
        }
    }

    /** The script is over; what the last tools gave, if anything. */
    record Conclude(List<String> results) implements Cue {
        public Conclude {
            results = List.copyOf(results);
        }
    }

    /** Something in the background ended. */
    record Acknowledge(String notice) implements Cue {}

    /** The client wants the conversation summed up. */
    record Summarise() implements Cue {}

    /** A step and the text it stands in. */
    record Cued(Step step, Place place) {}
}

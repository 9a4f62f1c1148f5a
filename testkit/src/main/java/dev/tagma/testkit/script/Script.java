package dev.tagma.testkit.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The steps that a text asks for, in order. */
public record Script(List<Step> steps) {

    /** Clients quote, indent and list what people write; a verb behind such marks still counts. */
    private static final Pattern LINE = Pattern.compile("[\\s>*\"'-]*(REPEAT\\s+(\\d+)\\s+)?("
            + Arrays.stream(Verb.values()).map(Verb::name).collect(Collectors.joining("|"))
            + ")\\b[ \\t:]*(.*)");

    public Script {
        steps = List.copyOf(steps);
    }

    /** The steps in a text; none if no line of it begins with a verb. */
    public static Script parse(String text) {
        return new Script(text.lines().flatMap(Script::parseLine).toList());
    }

    private static Stream<Step> parseLine(String line) {
        var match = LINE.matcher(line);
        if (!match.matches()) {
            return Stream.empty();
        }
        var step = Verb.valueOf(match.group(3)).step(match.group(4).strip());
        int times = match.group(2) == null ? 1 : Integer.parseInt(match.group(2));
        return step == null ? Stream.empty() : Collections.nCopies(times, step).stream();
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** The steps cut into replies: each but the last ends with a tool step, or with several under {@code CALLS}. */
    public List<List<Step>> replies() {
        var replies = new ArrayList<List<Step>>();
        var rest = new ArrayDeque<>(steps);
        while (!rest.isEmpty()) {
            replies.add(takeReply(rest, Function.identity()));
        }
        return List.copyOf(replies);
    }

    /** Takes the steps of one reply from the front of anything that carries steps. */
    static <T> List<T> takeReply(Deque<T> carriers, Function<T, Step> stepOf) {
        var reply = new ArrayList<T>();
        int calls = 1;
        while (!carriers.isEmpty()) {
            var carrier = carriers.removeFirst();
            switch (stepOf.apply(carrier)) {
                case Step.Calls together -> calls = together.count();
                case Step.ToolUse _ -> {
                    reply.add(carrier);
                    if (--calls <= 0) {
                        return reply;
                    }
                }
                case Step _ -> reply.add(carrier);
            }
        }
        return reply;
    }
}

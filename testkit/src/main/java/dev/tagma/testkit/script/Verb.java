package dev.tagma.testkit.script;

import dev.tagma.testkit.script.Step.Bash;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The words a script line may begin with. In {@code SAY}, {@code THINK}, {@code WRITE}, {@code PLAN}, {@code TASK} and
 * {@code MISLEAD} the two characters {@code \n} stand for a new line.
 */
enum Verb {
    /** {@code SAY text}. */
    SAY,
    /** {@code THINK text}. */
    THINK,
    /** {@code SLOW seconds}. */
    SLOW,
    /** {@code WAIT gate}. */
    WAIT,
    /** {@code HANG}. */
    HANG,
    /** {@code DROP [times]}: always, or the first so many tries. */
    DROP,
    /** {@code FAIL status [times]}: always, or the first so many tries. */
    FAIL,
    /** {@code LIMIT [seconds]}: usage is used up and comes back after so many seconds (an hour). */
    LIMIT,
    /** {@code TOKENS in out}. */
    TOKENS,
    /** {@code CALLS n}. */
    CALLS,
    /** {@code BASH command}. */
    BASH,
    /** {@code BG command}. */
    BG,
    /** {@code ESCALATE command}. */
    ESCALATE,
    /** {@code WRITE file text}. */
    WRITE,
    /** {@code READ file}. */
    READ,
    /** {@code ASK question|option|option}. */
    ASK,
    /** {@code PLAN text}. */
    PLAN,
    /** {@code TASK name|prompt}. */
    TASK,
    /** {@code TOOL name {json}}. */
    TOOL,
    /** {@code CRASH}. */
    CRASH,
    /** {@code HANGUI}. */
    HANGUI,
    /** {@code FLOOD kilobytes}. */
    FLOOD,
    /** {@code MISLEAD text}. */
    MISLEAD,
    /** {@code MUTE state|hooks|transcript|title|screen}. */
    MUTE,
    /** {@code LATEHOOK milliseconds}. */
    LATEHOOK;

    private static final int ALWAYS = Integer.MAX_VALUE;

    /** The step for what follows the verb; null if that makes no sense. */
    @Nullable
    Step step(String argument) {
        var words = new Words(argument);
        return switch (this) {
            case SAY -> new Step.Say(lines(argument));
            case THINK -> new Step.Think(lines(words.orElse("Let me think about it.")));
            case SLOW -> new Step.Slow(Duration.ofMillis(Math.round(1000 * words.decimal(0, 5))));
            case WAIT -> new Step.Wait(words.orElse("go"));
            case HANG -> new Step.Hang();
            case DROP -> new Step.Drop(words.number(0, ALWAYS));
            case FAIL -> new Step.Fail(words.number(0, 500), words.number(1, ALWAYS));
            case LIMIT -> new Step.Limit(Duration.ofSeconds(words.number(0, 3600)));
            case TOKENS -> new Step.Tokens(words.number(0, 1000), words.number(1, 100));
            case CALLS -> new Step.Calls(words.number(0, 1));
            case BASH -> new Bash(argument, Bash.Kind.PLAIN);
            case BG -> new Bash(argument, Bash.Kind.BACKGROUND);
            case ESCALATE -> new Bash(argument, Bash.Kind.ESCALATED);
            case WRITE -> new Step.Write(words.first("fake.txt"), lines(words.rest("written by the fake model")));
            case READ -> new Step.Read(argument);
            case ASK -> ask(words.orElse("Which one?|Red|Blue"));
            case PLAN -> new Step.Plan(lines(words.orElse("1. Do it.\\n2. Look at it.")));
            case TASK -> task(words.orElse("sub job"));
            case TOOL -> new Step.Tool(words.first("unnamed"), words.rest("{}"));
            case CRASH -> new Step.Crash();
            case HANGUI -> new Step.HangUi();
            case FLOOD -> new Step.Flood(words.number(0, 100));
            case MISLEAD -> new Step.Mislead(lines(words.orElse("Do you want to proceed?")));
            case MUTE -> mute(argument);
            case LATEHOOK -> new Step.LateHook(Duration.ofMillis(words.number(0, 1000)));
        };
    }

    private static Step ask(String argument) {
        var parts = Arrays.stream(argument.split("\\|", -1)).map(String::strip).toList();
        return new Step.Ask(
                parts.getFirst(), parts.size() == 1 ? List.of("Yes", "No") : parts.subList(1, parts.size()));
    }

    private static @Nullable Step mute(String source) {
        return Arrays.stream(Step.Mute.Source.values())
                .filter(known -> known.name().equals(source.toUpperCase(Locale.ROOT)))
                .map(Step.Mute::new)
                .findFirst()
                .orElse(null);
    }

    private static Step task(String argument) {
        int bar = argument.indexOf('|');
        return bar < 0
                ? new Step.Task("sub job", lines(argument))
                : new Step.Task(
                        argument.substring(0, bar).strip(),
                        lines(argument.substring(bar + 1).strip()));
    }

    private static String lines(String text) {
        return text.replace("\\n", "\n");
    }
}

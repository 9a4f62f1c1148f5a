package dev.tagma.testkit.script;

import java.time.Duration;
import java.util.List;

/** One thing that a script asks for. */
public sealed interface Step {

    /** Text of the reply. */
    record Say(String text) implements Step {}

    /** Reasoning before the reply. */
    record Think(String text) implements Step {}

    /** Text that trickles for that long. */
    record Slow(Duration length) implements Step {}

    /** A few words, then nothing until somebody releases the gate of that name. */
    record Wait(String gate) implements Step {}

    /** A reply that begins and never says anything. */
    record Hang() implements Step {}

    /** A reply that is cut off; the first so many tries of it. */
    record Drop(int times) implements Step {}

    /** An error instead of a reply; the first so many tries of it. */
    record Fail(int status, int times) implements Step {}

    /** The refusal of an account whose allowance is used up until later. */
    record Limit(Duration resetsIn) implements Step {}

    /** The usage to report instead of an estimate. */
    record Tokens(int input, int output) implements Step {}

    /** The next so many tool steps go out together as calls of one reply. */
    record Calls(int count) implements Step {}

    /** A step that uses a tool of the agent: it ends the reply, and the rest of the script follows the tool's result. */
    sealed interface ToolUse extends Step {}

    /** A shell command: plain, left running in the background, or asking to leave the sandbox. */
    record Bash(String command, Kind kind) implements ToolUse {
        public enum Kind {
            PLAIN,
            BACKGROUND,
            ESCALATED
        }
    }

    record Write(String file, String content) implements ToolUse {}

    record Read(String file) implements ToolUse {}

    /** A question with choices to the person. */
    record Ask(String question, List<String> options) implements ToolUse {
        public Ask {
            options = List.copyOf(options);
        }
    }

    /** A plan shown for approval. */
    record Plan(String text) implements ToolUse {}

    /** Work handed to a subagent; its prompt may be a script again. */
    record Task(String name, String prompt) implements ToolUse {}

    /** Any tool by its name, with its input as JSON. */
    record Tool(String name, String input) implements ToolUse {}

    /** A misbehaviour of the agent program itself, which only the scripted agent can show. */
    sealed interface Fault extends Step {}

    /** The program dies on the spot, as under kill -9. */
    record Crash() implements Fault {}

    /** The program reads no more keys. */
    record HangUi() implements Fault {}

    /** So much output at once. */
    record Flood(int kilobytes) implements Fault {}

    /** Words in the conversation that look like something the program itself would say. */
    record Mislead(String text) implements Fault {}

    /** From now on nothing comes from that source. */
    record Mute(Source source) implements Fault {
        /** The places where an agent can be observed. */
        public enum Source {
            STATE,
            HOOKS,
            TRANSCRIPT,
            TITLE,
            SCREEN
        }
    }

    /** From now on hooks run that much late. */
    record LateHook(Duration delay) implements Fault {}
}

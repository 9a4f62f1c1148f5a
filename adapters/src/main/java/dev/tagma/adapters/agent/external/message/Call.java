package dev.tagma.adapters.agent.external.message;

import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Probe;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.runtime.Screen;
import java.time.Duration;

/** Every message of the protocol, with what goes with it, what comes back, and how long that may take. */
public enum Call {
    INITIALIZE(
            Side.TAGMA,
            "initialize",
            Initialize.class,
            Introduction.class,
            Patience.HANDSHAKE,
            "The first message. Nothing else is said before its answer."),
    PROBE(
            Side.TAGMA,
            "agent/probe",
            Nothing.class,
            Probe.class,
            Patience.USUAL,
            "Look at the machine: is the agent's program there, which version, what hinders it."),
    OBJECTIONS(
            Side.TAGMA,
            "agent/objections",
            Launch.class,
            Objections.class,
            Patience.USUAL,
            "What speaks against starting the agent so: `taken` is refused to everybody, `wider` to agents."),
    NEW_CONVERSATION(
            Side.TAGMA,
            "agent/newConversation",
            Nothing.class,
            Conversation.class,
            Patience.USUAL,
            "An id for a new conversation, where the agent lets its caller choose one."),
    OPEN(
            Side.TAGMA,
            "driver/open",
            Open.class,
            Nothing.class,
            Patience.USUAL,
            "A driver for a session: nothing runs and nothing is watched yet. Also after a new start of the adapter."),
    START(
            Side.TAGMA,
            "driver/start",
            Start.class,
            Nothing.class,
            Patience.START,
            "Start the agent by `terminal/start` and begin to observe it."),
    ADOPT(
            Side.TAGMA,
            "driver/adopt",
            Adopt.class,
            Nothing.class,
            Patience.CATCH_UP,
            "The session's agent was started before, and runs or has ended. Tell all there is to know: past turns"
                    + " first, then what holds now, then `requestsAre`. The answer says that you have caught up; until"
                    + " then nothing of it is passed on. Then observe."),
    PREPARE(
            Side.TAGMA,
            "driver/prepare",
            Prepare.class,
            Driver.Prepared.class,
            Patience.QUICK,
            "What would be placed in the composer for this text, or why it must not be sent. No text may become a"
                    + " command of the agent's program."),
    MARK(
            Side.TAGMA,
            "driver/mark",
            Of.class,
            Mark.class,
            Patience.QUICK,
            "Where the agent's record of the conversation ends now; only Tagma keeps it."),
    LOOK(
            Side.TAGMA,
            "driver/look",
            Delivery.class,
            Driver.Look.class,
            Patience.QUICK,
            "A fresh look at the terminal: may this message be placed or submitted?"),
    PLACE(
            Side.TAGMA,
            "driver/place",
            Delivery.class,
            Nothing.class,
            Patience.USUAL,
            "Place the text in the composer, once. Follows a look that showed it empty."),
    SUBMIT(
            Side.TAGMA,
            "driver/submit",
            Of.class,
            Nothing.class,
            Patience.USUAL,
            "Press the submit key, once. Follows a look that showed our text."),
    EVIDENCE(
            Side.TAGMA,
            "driver/evidence",
            Evidence.class,
            Driver.Evidence.class,
            Patience.QUICK,
            "Whether the text has entered the conversation since the mark. Tagma asks again whenever something was"
                    + " observed: do not wait."),
    INTERRUPT(
            Side.TAGMA,
            "driver/interrupt",
            Of.class,
            Interrupted.class,
            Patience.USUAL,
            "Stop the running turn as a person would. Do not wait for its end."),
    ANSWER(
            Side.TAGMA,
            "driver/answer",
            Answering.class,
            Driver.Answered.class,
            Patience.USUAL,
            "Give this answer to an open request; by keys only when the screen shows that very dialog."),
    TRANSCRIPT(
            Side.TAGMA,
            "driver/transcript",
            Page.class,
            TranscriptPage.class,
            Patience.USUAL,
            "A page of the conversation, oldest first. A cursor that names nothing is the error -32001."),
    LAST_MESSAGES(
            Side.TAGMA,
            "driver/lastMessages",
            Last.class,
            Texts.class,
            Patience.USUAL,
            "The last things the agent said, newest first."),
    STOP(
            Side.TAGMA,
            "driver/stop",
            Of.class,
            Nothing.class,
            Patience.USUAL,
            "Ask the agent to end. Tagma sends it TERM after the answer, and ends it itself when its time is up."),
    CLOSE(Side.TAGMA, "driver/close", Of.class, Nothing.class, Patience.USUAL, "Observe no more; the agent goes on."),
    CHANGED(
            Side.TAGMA,
            "terminal/changed",
            Of.class,
            Nothing.class,
            Patience.USUAL,
            "The screen may have changed. Answer when all that follows from it has been told."),
    TITLED(
            Side.TAGMA,
            "terminal/titled",
            Titled.class,
            Nothing.class,
            Patience.USUAL,
            "The agent's program set another window title. Answer likewise."),
    LOST(
            Side.TAGMA,
            "terminal/lost",
            Lost.class,
            Nothing.class,
            Patience.USUAL,
            "The terminal cannot be asked any more, for now."),
    RESTORED(Side.TAGMA, "terminal/restored", Of.class, Nothing.class, Patience.USUAL, "It can be asked again."),
    ENDED(
            Side.TAGMA,
            "terminal/ended",
            Of.class,
            Nothing.class,
            Patience.LAST_WORDS,
            "The agent's program ended. Tell what it left before the answer."),

    OBSERVED(
            Side.ADAPTER,
            "observed",
            Observed.class,
            Silence.class,
            Patience.NONE,
            "Something was observed; in the order in which it was. It is a notice: it has no id and no answer."),
    TERMINAL_START(
            Side.ADAPTER,
            "terminal/start",
            Spec.class,
            Nothing.class,
            Patience.RUNTIME,
            "Start the agent's program in the session's terminal and workspace; once, and only within `driver/start`."),
    SCREEN(
            Side.ADAPTER,
            "terminal/screen",
            Of.class,
            Screen.class,
            Patience.RUNTIME,
            "The screen as it is now. `styles` has a letter for each character: blank, d dim, r reverse, b bold."),
    CAPTURE(
            Side.ADAPTER,
            "terminal/capture",
            Lines.class,
            Text.class,
            Patience.RUNTIME,
            "The last lines of output, history among them; 1 to 5000."),
    PASTE(
            Side.ADAPTER,
            "terminal/paste",
            Pasted.class,
            Nothing.class,
            Patience.RUNTIME,
            "Write text as one paste. It holds no control characters but tab and line feed."),
    PRESS(
            Side.ADAPTER,
            "terminal/press",
            Keys.class,
            Nothing.class,
            Patience.RUNTIME,
            "Press keys, in order: `Enter`, `Escape`, `Tab`, `Backspace`, `Up`, `Down`, `Left`, `Right`, `Home`, `End`,"
                    + " `C-c` for a control key, or a single character; 1 to 200.");

    /** Who says it. */
    public enum Side {
        TAGMA,
        ADAPTER
    }

    private final Side side;
    private final String method;
    private final Class<?> parameters;
    private final Class<?> result;
    private final Duration limit;
    private final String sentence;

    Call(Side side, String method, Class<?> parameters, Class<?> result, Duration limit, String sentence) {
        this.side = side;
        this.method = method;
        this.parameters = parameters;
        this.result = result;
        this.limit = limit;
        this.sentence = sentence;
    }

    public Side side() {
        return side;
    }

    public String method() {
        return method;
    }

    public Class<?> parameters() {
        return parameters;
    }

    public Class<?> result() {
        return result;
    }

    /** How long the answer may take; zero where nobody waits for one. */
    public Duration limit() {
        return limit;
    }

    public String sentence() {
        return sentence;
    }

    private static final class Patience {

        /** An adapter that has not introduced itself by then hangs. */
        static final Duration HANDSHAKE = Duration.ofSeconds(15);

        /** One that has not answered by then hangs: it is ended and started anew. */
        static final Duration USUAL = Duration.ofSeconds(30);

        /** Shorter, since what happens to a session waits for it. */
        static final Duration QUICK = Duration.ofSeconds(10);

        /** Longer, since a conversation of weeks may have to be told; whatever waits for the session waits with it. */
        static final Duration CATCH_UP = Duration.ofSeconds(60);

        /** Longer, since the agent's program may have to be looked for. */
        static final Duration START = Duration.ofSeconds(60);

        /** Short, since the session waits with its end. */
        static final Duration LAST_WORDS = Duration.ofSeconds(10);

        /** The runtime has time limits of its own. */
        static final Duration RUNTIME = Duration.ZERO;

        static final Duration NONE = Duration.ZERO;
    }
}

package dev.tagma.cli.talk;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a command. The sentence names the thing, the value and the next step, and becomes one line on stderr. */
@SuppressWarnings("serial") // Never leaves the process.
public final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Exit exit;
    private final String sentence;
    private final String code;
    private final Optional<String> problem;
    private final List<String> more;
    private final boolean repeated;

    private Failure(
            Exit exit,
            String sentence,
            String code,
            Optional<String> problem,
            List<String> more,
            boolean repeated,
            @Nullable Throwable cause) {
        super(sentence, cause);
        this.exit = exit;
        this.sentence = sentence;
        this.code = code;
        this.problem = problem;
        this.more = List.copyOf(more);
        this.repeated = repeated;
    }

    public static Failure of(Exit exit, String sentence) {
        return new Failure(exit, sentence, "", Optional.empty(), List.of(), false, null);
    }

    public static Failure of(Exit exit, String sentence, Throwable cause) {
        return new Failure(exit, sentence, "", Optional.empty(), List.of(), false, cause);
    }

    public static Failure usage(String sentence) {
        return of(Exit.USAGE, sentence);
    }

    public static Failure failed(String sentence) {
        return of(Exit.FAILED, sentence);
    }

    /** The daemon's own refusal, as the JSON it sent. */
    public Failure as(String newCode, String problemJson) {
        return new Failure(exit, sentence, newCode, Optional.of(problemJson), more, repeated, getCause());
    }

    /** With lines that are shown below the sentence. */
    public Failure with(List<String> lines) {
        return new Failure(exit, sentence, code, problem, lines, repeated, getCause());
    }

    /** The same in other words. */
    public Failure saying(String newSentence) {
        return new Failure(exit, newSentence, code, problem, more, repeated, getCause());
    }

    /** It came when something was asked again, because the connection was cut before the first answer. */
    public Failure repeatedly() {
        return new Failure(exit, sentence, code, problem, more, true, getCause());
    }

    public Exit exit() {
        return exit;
    }

    public String sentence() {
        return sentence;
    }

    /** The daemon's name for why it refused; empty when it did not. */
    public String code() {
        return code;
    }

    /** Whether the same had been asked before and may have been done then. */
    public boolean afterRepeat() {
        return repeated;
    }

    public Optional<String> problem() {
        return problem;
    }

    public List<String> more() {
        return more;
    }
}

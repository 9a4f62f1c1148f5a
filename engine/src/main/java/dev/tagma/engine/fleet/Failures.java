package dev.tagma.engine.fleet;

import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.UnknownCursorException;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.workspace.WorkspaceException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** What goes wrong in an adapter, in the form of a problem. */
final class Failures {

    private Failures() {}

    /** Runs the work and gives its adapters' failures the form of a problem. */
    static <T> T guarded(Supplier<T> work) {
        try {
            return work.get();
        } catch (UnknownCursorException unknown) {
            throw new Problem(ProblemCode.INVALID, String.valueOf(unknown.getMessage()), unknown);
        } catch (TerminalException failed) {
            throw new Problem(ProblemCode.UNAVAILABLE, String.valueOf(failed.getMessage()), failed);
        } catch (UncheckedIOException failed) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE, "A file could not be read or written: " + failed.getMessage(), failed);
        } catch (WorkspaceException failed) {
            ProblemCode code = switch (failed.kind()) {
                case REFUSED, MISSING -> ProblemCode.CONFLICT;
                case UNSAVED_WORK -> ProblemCode.UNSAVED_WORK;
                case FAILED -> ProblemCode.INTERNAL;
            };
            throw new Problem(code, String.valueOf(failed.getMessage()), failed);
        }
    }
}

package dev.tagma.engine.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.agent.UnknownCursorException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void aCursorThatNamesNoPlaceIsTheCallersMistake() {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> Failures.guarded(() -> {
                    throw new UnknownCursorException("'abc' is not a cursor");
                }));

        assertThat(problem.code()).isEqualTo(ProblemCode.INVALID);
        assertThat(problem.getMessage()).contains("'abc'");
    }
}

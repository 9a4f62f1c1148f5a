package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.stage.QuietAgent;
import dev.tagma.bench.stage.Stage;
import java.util.List;

/** Something that is measured while many sessions live. It leaves them as it found them, but for those it says. */
interface LiveFigure {

    void measure(Stage stage, List<QuietAgent> agents, Report report) throws Exception;
}

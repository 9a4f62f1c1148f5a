package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;

/** Something that is measured: one figure, or several that come from the same play. */
public interface Figure {

    void measure(Report report) throws Exception;
}

package dev.tagma.bench.figure;

import dev.tagma.bench.report.Report;
import dev.tagma.bench.report.Row;
import dev.tagma.bench.report.Samples;
import dev.tagma.bench.stage.QuietAgent;
import dev.tagma.bench.stage.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One daemon whose sessions become more and more: what it costs at rest, and how fast it is with fifty of them. */
public final class Fleet implements Figure {

    /** With so many sessions latencies are measured. */
    private static final int BUSY = 50;

    private static final int CREATING_AT_ONCE = 4;

    private final Path launcher;
    private final List<Integer> sizes;

    /** @param sizes numbers of sessions at which the cost of rest is measured, ascending */
    public Fleet(Path launcher, List<Integer> sizes) {
        this.launcher = launcher;
        this.sizes = List.copyOf(sizes);
    }

    @Override
    public void measure(Report report) throws Exception {
        try (Stage stage = new Stage(launcher)) {
            stage.start();
            List<QuietAgent> agents = new ArrayList<>();
            for (int size : sizes) {
                grow(stage, agents, size, report);
                new Rest(size).measure(stage, agents, report);
                if (size == BUSY) {
                    for (LiveFigure figure :
                            List.of(new StatusLatency(), new RequestLatency(), new FanOut(), new DeliveryLatency())) {
                        figure.measure(stage, agents, report);
                    }
                }
            }
            new Adoption().measure(stage, agents, report);
            if (!agents.isEmpty()) {
                new Deaths().measure(stage, agents, report);
            }
        }
    }

    private static void grow(Stage stage, List<QuietAgent> agents, int size, Report report) throws Exception {
        int missing = size - agents.size();
        if (missing == 0) {
            return;
        }
        long begun = System.nanoTime();
        try (ExecutorService creators = Executors.newFixedThreadPool(CREATING_AT_ONCE)) {
            List<Callable<QuietAgent>> creations = new ArrayList<>();
            for (int number = 0; number < missing; number++) {
                creations.add(() -> QuietAgent.create(stage));
            }
            for (Future<QuietAgent> created : creators.invokeAll(creations)) {
                agents.add(created.get());
            }
        }
        Duration each = Duration.ofNanos((System.nanoTime() - begun) / missing);
        report.add(Row.told(
                "creating sessions %d to %d, until idle".formatted(size - missing + 1, size),
                Samples.millis(each) + " each, four at once"));
    }
}

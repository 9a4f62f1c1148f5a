package dev.tagma.server.metrics;

import dev.tagma.core.session.TenantId;
import dev.tagma.core.status.Activity;
import dev.tagma.engine.Fleet;
import dev.tagma.engine.SessionView;
import dev.tagma.server.rest.Meter;
import dev.tagma.wire.json.Form;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Figures of the doors, of the fleet and of the process, in the text format of Prometheus. */
public final class Metrics implements Meter {

    private final PrometheusMeterRegistry registry;
    private final Fleet fleet;
    private final MultiGauge sessions;
    private final MultiGauge waiting;

    /** @param open how many streams and waits run now */
    public Metrics(PrometheusMeterRegistry registry, Fleet fleet, Supplier<Number> open) {
        this.registry = registry;
        this.fleet = fleet;
        this.sessions = MultiGauge.builder("tagma.sessions")
                .description("Sessions by lifecycle and activity")
                .register(registry);
        this.waiting = MultiGauge.builder("tagma.messages.queued")
                .description("Messages that wait in inboxes")
                .register(registry);
        Gauge.builder("tagma.calls.open", open)
                .description("Streams and waits that run now")
                .register(registry);
        Gauge.builder("tagma.events.newest", fleet, all -> all.events().newest(TenantId.DEFAULT))
                .description("Position of the newest event")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    @Override
    public Timing begin() {
        Timer.Sample sample = Timer.start(registry);
        return (operation, status) -> sample.stop(Timer.builder("tagma.requests")
                .description("Requests by operation and status, until the answer is known")
                .tags("operation", operation, "status", Integer.toString(status))
                .register(registry));
    }

    /** All figures as they are now. */
    public String text() {
        List<SessionView> views = fleet.list(TenantId.DEFAULT);
        TreeMap<String, Integer> counts = new TreeMap<>();
        views.forEach(view -> counts.merge(key(view), 1, Integer::sum));
        sessions.register(
                counts.entrySet().stream()
                        .map(entry -> {
                            String[] names = entry.getKey().split(" ", 2);
                            return MultiGauge.Row.of(
                                    Tags.of("lifecycle", names[0], "activity", names[1]), entry.getValue());
                        })
                        .toList(),
                true);
        waiting.register(
                List.of(MultiGauge.Row.of(
                        Tags.empty(),
                        views.stream().mapToInt(SessionView::queued).sum())),
                true);
        return registry.scrape();
    }

    private static String key(SessionView view) {
        String activity =
                view.status().activity().map((Activity one) -> Form.name(one)).orElse("none");
        return Form.name(view.status().lifecycle()) + " " + activity;
    }
}

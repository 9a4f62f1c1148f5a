package dev.tagma.bench;

import dev.tagma.bench.figure.Commands;
import dev.tagma.bench.figure.DaemonStart;
import dev.tagma.bench.figure.Deliveries;
import dev.tagma.bench.figure.Figure;
import dev.tagma.bench.figure.Fleet;
import dev.tagma.bench.figure.Snapshots;
import dev.tagma.bench.figure.StoreAppends;
import dev.tagma.bench.report.Report;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures the figures that are asked for, or all of them but the deliveries, and prints them as a table. Those of a
 * whole run, and the deliveries of one, also go into their places in {@code docs/benchmarks.md}.
 */
public final class Bench {

    private static final List<Integer> SIZES = List.of(0, 50, 100, 200);

    /** Takes as long as all the others together, and is measured only where it is named. */
    private static final String DELIVERIES = "deliveries";

    private static final int MESSAGES = 10_000;

    private Bench() {}

    /**
     * The system property {@code tagma.checkout} names the checkout.
     *
     * @param arguments names of figures; {@code sessions=0,50,…} for fleets of these sizes; and {@code messages=10000} for
     *     so many deliveries
     */
    public static void main(String[] arguments) throws Exception {
        Path checkout = Path.of(Optional.ofNullable(System.getProperty("tagma.checkout"))
                .orElseThrow(
                        () -> new IllegalArgumentException("Run ./build bench, which says where the checkout is")));
        Map<String, Figure> figures = figures(checkout, arguments);
        List<String> asked =
                Stream.of(arguments).filter(argument -> !argument.contains("=")).toList();
        asked.stream().filter(name -> !figures.containsKey(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "There is no figure '" + name + "'; there are " + String.join(", ", figures.keySet()));
        });
        Report report = new Report(System.out, Clock.systemUTC().instant());
        for (Map.Entry<String, Figure> figure : figures.entrySet()) {
            boolean all = asked.isEmpty() && !figure.getKey().equals(DELIVERIES);
            if (all || asked.contains(figure.getKey())) {
                figure.getValue().measure(report);
            }
        }
        Path page = checkout.resolve("docs/benchmarks.md");
        if (arguments.length == 0) {
            report.into(page, "figures");
        } else if (List.of(arguments).equals(List.of(DELIVERIES))) {
            report.into(page, DELIVERIES);
        }
    }

    private static Map<String, Figure> figures(Path checkout, String... arguments) {
        Path launcher = checkout.resolve("tagma");
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("commands", new Commands(launcher));
        figures.put("start", new DaemonStart(launcher));
        figures.put("store", new StoreAppends());
        figures.put("snapshots", new Snapshots());
        figures.put(DELIVERIES, new Deliveries(checkout, messages(arguments)));
        figures.put("fleet", new Fleet(launcher, sizes(arguments)));
        return figures;
    }

    private static int messages(String... arguments) {
        return Stream.of(arguments)
                .filter(argument -> argument.startsWith("messages="))
                .findFirst()
                .map(argument -> Integer.parseInt(argument.substring(argument.indexOf('=') + 1)))
                .orElse(MESSAGES);
    }

    private static List<Integer> sizes(String... arguments) {
        return Stream.of(arguments)
                .filter(argument -> argument.startsWith("sessions="))
                .findFirst()
                .map(argument -> Stream.of(
                                argument.substring(argument.indexOf('=') + 1).split(",", -1))
                        .map(Integer::valueOf)
                        .toList())
                .orElse(SIZES);
    }
}

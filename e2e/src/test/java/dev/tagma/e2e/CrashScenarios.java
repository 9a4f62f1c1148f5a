package dev.tagma.e2e;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tagma.cli.http.TransportException;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.JsonText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A story that is told once to note every checkpoint the daemon passes, and then once for each of them with the daemon
 * dying there. Whoever does something finds a new daemon, and every telling ends as if nothing had happened.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(StartUpCache.class)
abstract class CrashScenarios extends LiveScenarios {

    static final String JAVA_OPTIONS = "TAGMA_JAVA_OPTS";

    /** Hundreds of daemons that never run long enough to be worth more. */
    static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    private static final String COMMITS = "store.commit.before";
    private static final String COMMITTED = "store.commit.after";

    /** {@code ./build crash} dies everywhere; {@code ./build test} has time for every effect and for some commits. */
    private static final boolean EVERYWHERE =
            System.getProperty("tagma.crash", "").equals("everywhere");

    private static final int SOME = 3;

    private static final String LOST = "nothing that was to be true is";

    private final List<Json> log = new ArrayList<>();
    private final Set<String> diedAt = new HashSet<>();
    private List<Json> told = List.of();
    private List<String> expected = List.of();
    private int missed;

    @Override
    World world() {
        return new ScriptedWorld();
    }

    /** What must be there before; nobody dies meanwhile. */
    abstract void prepare(String run) throws Exception;

    /** What people do, whatever happens to the daemon; repeats what was cut off as a person would. */
    abstract void play(String run) throws Exception;

    /** How it must have ended. */
    abstract void check(String run) throws Exception;

    @BeforeAll
    final void makeReady(StartUpCache.Made cache) {
        stage().environment().put(JAVA_OPTIONS, SHORT_LIVED);
        cache.quicken(stage());
    }

    /** The tellings follow each other in one daemon's home. */
    @TestFactory
    @Execution(ExecutionMode.SAME_THREAD)
    Stream<DynamicTest> endsAsIfNothingHadHappened(TestReporter reporter) throws Exception {
        KillSwitch kill = new KillSwitch(stage().home().state().resolve("kill"), stage().environment());
        prepare("clean");
        eventsSince();
        int before = kill.passed().size();
        play("clean");
        eventsSince();
        expected = throughWork(activities());
        List<String> names = kill.passed().subList(before, kill.passed().size());
        check("clean");
        Stream<DynamicTest> tellings = IntStream.rangeClosed(1, names.size())
                .filter(n -> EVERYWHERE || worthATelling(names.subList(0, n)))
                .mapToObj(n -> dynamicTest(n + " " + names.get(n - 1), () -> tell(kill, names.subList(0, n))));
        DynamicTest end = dynamicTest("every kind of checkpoint was died at, and the log is whole", () -> {
            reporter.publishEntry("checkpoints", names.size() + ", not reached again " + missed);
            assertThat(diedAt).containsAll(names);
            assertThat(ids(log)).doesNotHaveDuplicates().isEqualTo(ids(events("start")));
        });
        return Stream.concat(tellings, Stream.of(end));
    }

    /**
     * Everything that is done outside the store has a checkpoint of its own, so that between a commit and the one right
     * after it nothing lasts: whoever dies before that one leaves what dying after the other leaves.
     */
    private static boolean worthATelling(List<String> passing) {
        String checkpoint = passing.getLast();
        if (checkpoint.equals(COMMITS)) {
            return passing.size() == 1 || !passing.get(passing.size() - 2).equals(COMMITTED);
        }
        return !checkpoint.equals(COMMITTED) || Collections.frequency(passing, COMMITTED) % SOME == 1;
    }

    /** The daemon dies at the last one; the order of the others may differ from telling to telling. */
    private void tell(KillSwitch kill, List<String> passing) throws Exception {
        String checkpoint = passing.getLast();
        String run = "r" + passing.size() + "r";
        prepare(run);
        eventsSince();
        kill.dieAt(checkpoint, Collections.frequency(passing, checkpoint));
        play(run);
        if (kill.disarm()) {
            diedAt.add(checkpoint);
        } else {
            missed++;
        }
        eventsSince();
        check(run);
        List<String> shown = activities();
        // A daemon that comes back before anything happened says once more that the session is idle.
        if (!shown.isEmpty() && shown.getFirst().equals("idle")) {
            shown.removeFirst();
        }
        assertThat(isSubsequence(shown, expected))
                .as(
                        "%s of %s: %s",
                        shown, expected, told.stream().map(JsonText::write).collect(joining("\n")))
                .isTrue();
    }

    // ---- what subclasses tell with

    /** What happened since the last look, read from where the last one ended. */
    private void eventsSince() {
        String since = log.isEmpty() ? "start" : Stage.text(log.getLast(), "id");
        told = events(since);
        log.addAll(told);
    }

    private List<Json> events(String since) {
        return stage().ok("events", "--since", since, "--json")
                .out()
                .lines()
                .map(JsonText::parse)
                .toList();
    }

    private static List<String> ids(List<Json> events) {
        return events.stream().map(event -> Stage.text(event, "id")).toList();
    }

    /** The data of this telling's events of that type. */
    final List<Json> happened(String type) {
        return told.stream()
                .filter(event -> Stage.text(event, "type").equals(type))
                .map(event -> ((Json.JsonObject) event).member("data").orElseThrow())
                .toList();
    }

    private List<String> activities() {
        List<String> found = new ArrayList<>();
        for (Json data : happened("session.activity")) {
            String activity = Stage.text(data, "activity");
            boolean said = !activity.isEmpty() && !activity.equals("unknown");
            if (said && (found.isEmpty() || !found.getLast().equals(activity))) {
                found.add(activity);
            }
        }
        return found;
    }

    /** Between rest and being asked, and between one question and the next, an agent works, be it too short to be shown. */
    private static List<String> throughWork(List<String> shown) {
        List<String> whole = new ArrayList<>();
        for (String activity : shown) {
            boolean first = whole.isEmpty();
            boolean skipped =
                    first ? activity.startsWith("waiting") : !whole.getLast().equals("working");
            if (skipped && !activity.equals("working")) {
                whole.add("working");
            }
            whole.add(activity);
        }
        return whole;
    }

    /** What a daemon that was dead did not see is missing; what it invented would be too much. */
    private static boolean isSubsequence(List<String> part, List<String> whole) {
        int next = 0;
        for (String one : whole) {
            if (next < part.size() && part.get(next).equals(one)) {
                next++;
            }
        }
        return next == part.size();
    }

    /** A command that is harmless to give again is given again when the daemon could not be spoken with. */
    final void insist(String... words) {
        List<Stage.Run> runs = new ArrayList<>();
        while (runs.size() < 3) {
            Stage.Run run = stage().tagma(words);
            if (run.exit() == 0) {
                return;
            }
            runs.add(run);
        }
        assertThat(runs).as("tagma %s", String.join(" ", words)).isEmpty();
    }

    /** Does it until it is so. A daemon that dies meanwhile is no failure, and the next may be in doubt for half a minute. */
    static void until(Callable<Boolean> holds) {
        Awaitility.await(LOST)
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(40))
                .ignoreExceptionsMatching(failed -> failed instanceof TransportException)
                .until(holds);
    }

    /** Asks for something over HTTP until a daemon says yes; from then on it must become so by itself. */
    final void bring(String session, String verb, String lifecycle) {
        until(() -> {
            if (!field(session, "lifecycle").equals(lifecycle)) {
                post(session, verb, "{}");
            }
            return true;
        });
        until(() -> field(session, "lifecycle").equals(lifecycle));
    }

    /** Where what was saved in this telling was restored to; a daemon that died of it says again that it saved it. */
    final List<Path> restored() {
        List<Path> places = new ArrayList<>();
        for (String rescue : happened("workspace.saved").stream()
                .map(saved -> Stage.text(saved, "rescue"))
                .distinct()
                .toList()) {
            Path into = stage().home().state().resolve("back-" + rescue);
            postTo("/v1/rescues/" + rescue + "/restore", "{\"into\":" + Stage.quoted(into.toString()) + "}");
            places.add(into);
        }
        return places;
    }

    /** Creates a session, again where a daemon died before it knew of it; from then on it must come to life by itself. */
    final void createInWorktree(String run) {
        until(() -> {
            if (gone(run)) {
                stage().tagma(
                                "create",
                                "-q",
                                "-a",
                                stage().world().agent(),
                                "-p",
                                stage().repository().toString(),
                                "--worktree",
                                "--handle",
                                run);
            }
            Json shown = stage().show(run);
            assertThat(Stage.text(shown, "lifecycle"))
                    .as(() -> JsonText.write(shown))
                    .isNotEqualTo("failed");
            return Stage.text(shown, "lifecycle").equals("live");
        });
    }

    final boolean gone(String run) {
        return stage().tagma("show", run).err().contains("There is no session");
    }

    final void wasToldOnce(String... texts) {
        for (String text : texts) {
            assertThat(stage().world().told(text)).as(text).isEqualTo(1);
        }
    }

    /** Every message of this telling went the whole way, step by step. */
    final void allDone(int messages) {
        Set<String> over = new HashSet<>();
        for (Json data : happened("message.state")) {
            assertThat(Stage.text(data, "state")).as("%s", data).isNotEqualTo("failed");
            if (Stage.text(data, "state").equals("done")) {
                assertThat(over.add(Stage.text(data, "message"))).as("%s", data).isTrue();
            }
        }
        assertThat(over).hasSize(messages);
    }
}

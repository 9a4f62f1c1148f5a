package dev.tagma.testkit.agent;

import dev.tagma.spi.fault.SkewedClock;
import dev.tagma.testkit.script.Step.Mute.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/**
 * The scripted agent as a program: {@code --session-id UUID}, {@code --resume UUID}, {@code --fork-session},
 * {@code --settings FILE}, {@code --permission-mode MODE}, {@code --model NAME}, {@code --version}, and a first prompt. What
 * its environment can set stands at {@link Surroundings}.
 */
public final class ScriptedAgent {

    /** The version of the real program that this one is like. */
    static final String DIALECT = "2.1.329";

    private ScriptedAgent() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        try {
            var options = Options.parse(arguments);
            if (options.version()) {
                System.out.println(DIALECT + " (Scripted Agent)");
                return;
            }
            run(options, Surroundings.of(System.getenv()), faults(System.getenv()), clock(System.getenv()));
        } catch (Options.BadOption | IllegalStateException e) {
            System.err.println("error: " + e.getMessage());
            System.exit(1);
        }
    }

    /** A child of an agent, as its environment says, leaves neither a state file nor a transcript. */
    private static Faults faults(Map<String, String> environment) {
        var faults = new Faults();
        if (environment.containsKey("CLAUDE_CODE_CHILD_SESSION")) {
            faults.mute(Source.STATE);
            faults.mute(Source.TRANSCRIPT);
        }
        return faults;
    }

    /** The machine's clock, which jumps where a test says so. */
    private static Clock clock(Map<String, String> environment) {
        var clock = Clock.system(ZoneId.systemDefault());
        var file = environment.getOrDefault(SkewedClock.VARIABLE, "");
        return file.isEmpty() ? clock : new SkewedClock(clock, Path.of(file));
    }

    private static void run(Options options, Surroundings surroundings, Faults faults, Clock clock)
            throws IOException, InterruptedException {
        var settings = settings(options, surroundings.cwd());
        var earlier = earlier(options, surroundings);
        var session = session(options);
        var file = surroundings.transcript(session);
        var transcript = new Transcript(surroundings, faults, clock, session, file, null);
        earlier.ifPresent(history -> goOn(transcript, history, options.fork()));

        var identity = new Identity(session, file, surroundings.cwd(), options.model(), "");
        var hooks = new Hooks(settings.hooks(), surroundings, faults);
        var permissions = new Permissions(surroundings.cwd(), settings.allowed(), options.mode());
        var parts = new Agent.Parts(surroundings, faults, clock, new Timers(), hooks, permissions);
        var terminal = Terminal.open();
        var agent = new Agent(parts, terminal, identity, transcript);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(agent::leave));
        WindowSignal.onChange(agent::resized);
        var shown = earlier.map(History::blocks).orElse(List.of());
        agent.begin(earlier.isPresent() ? "resume" : "startup", shown, options.prompt());
        read(terminal, agent);
    }

    private static void read(Terminal terminal, Agent agent) throws IOException, InterruptedException {
        var keyboard = new Keyboard(terminal.input());
        for (var keys = keyboard.read(); !keys.isEmpty(); keys = keyboard.read()) {
            agent.keys(keys);
        }
        // The terminal is gone.
        System.exit(0);
    }

    private static String session(Options options) {
        return options.fork()
                ? options.sessionId().orElseGet(() -> UUID.randomUUID().toString())
                : options.resume()
                        .or(options::sessionId)
                        .orElseGet(() -> UUID.randomUUID().toString());
    }

    /** The conversation to go on with, if one was asked for. */
    private static Optional<History> earlier(Options options, Surroundings surroundings) {
        var resumed = options.resume()
                .map(session -> History.read(
                                options.fork() ? surroundings.anywhere(session) : surroundings.transcript(session))
                        .orElseThrow(
                                () -> new IllegalStateException("No conversation found with session ID: " + session)));
        var begun = options.sessionId().map(surroundings::transcript);
        if (begun.isPresent() && Files.exists(begun.get())) {
            throw new IllegalStateException("Session ID %s is already in use."
                    .formatted(options.sessionId().orElseThrow()));
        }
        return resumed;
    }

    private static void goOn(Transcript transcript, History history, boolean isFork) {
        if (isFork) {
            transcript.beginWith(history);
            return;
        }
        transcript.continueAfter(history.lastLink());
        if (history.wasCutOff()) {
            transcript.noResponse();
        }
    }

    private static Settings settings(Options options, Path cwd) throws IOException {
        var settings = Settings.none();
        var files = new ArrayList<>(
                List.of(cwd.resolve(".claude/settings.json"), cwd.resolve(".claude/settings.local.json")));
        options.settings().ifPresent(files::add);
        for (var file : files) {
            if (Files.exists(file)) {
                try {
                    settings = settings.and(Settings.read(file));
                } catch (JacksonException e) {
                    throw new IllegalStateException(
                            "cannot read the settings %s: %s".formatted(file, e.getMessage()), e);
                }
            } else if (options.settings().filter(file::equals).isPresent()) {
                throw new IllegalStateException("Settings file not found: " + file);
            }
        }
        return settings;
    }
}

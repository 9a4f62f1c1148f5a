package dev.tagma.cli;

import dev.tagma.cli.api.Api;
import dev.tagma.cli.api.Problem;
import dev.tagma.cli.command.Command;
import dev.tagma.cli.command.Commands;
import dev.tagma.cli.command.Context;
import dev.tagma.cli.daemon.Daemon;
import dev.tagma.cli.daemon.DaemonCommand;
import dev.tagma.cli.http.UnixHttp;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.OutputClosed;
import dev.tagma.cli.talk.Streams;
import dev.tagma.cli.talk.Talk;
import dev.tagma.wire.home.Home;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The command line. It never ends the process: {@link #run} returns the exit code.
 *
 * <p>stdout is data, stderr is talk. With {@code --json} the data is the daemon's own JSON and a failure is one problem
 * object (RFC 9457) on stderr; its status is 0 where it was not the daemon that refused.
 */
public final class Cli {

    private final Map<String, String> environment;
    private final Map<String, String> properties;
    private final Streams streams;
    private final Clock clock;
    private final Supplier<ZoneId> zone;

    /**
     * @param environment the process's environment
     * @param properties the process's system properties: which Java a daemon is started with, where the user's home is
     * @param zone where the person is; asked only where a time of day is shown, since it costs time to find out
     */
    public Cli(
            Map<String, String> environment,
            Map<String, String> properties,
            Streams streams,
            Clock clock,
            Supplier<ZoneId> zone) {
        this.environment = Map.copyOf(environment);
        this.properties = Map.copyOf(properties);
        this.streams = streams;
        this.clock = clock;
        this.zone = zone;
    }

    /** Runs a command as this process was called, and returns its exit code. */
    public static int run(String[] args, Map<String, String> environment, Streams streams) {
        UnixHttp.getReady();
        var properties = new HashMap<String, String>();
        for (String name : List.of(
                "java.home",
                "java.class.path",
                "user.home",
                "user.name",
                "user.dir",
                "tagma.java",
                "tagma.lib",
                "tagma.aot",
                "tagma.command")) {
            Optional.ofNullable(System.getProperty(name)).ifPresent(value -> properties.put(name, value));
        }
        return new Cli(environment, properties, streams, Clock.systemUTC(), ZoneId::systemDefault).run(List.of(args));
    }

    /** Runs a command and returns its exit code. */
    public int run(List<String> args) {
        var talk = new Talk(streams, environment);
        boolean json = args.stream().takeWhile(word -> !word.equals("--")).anyMatch("--json"::equals);
        try {
            return run(Arguments.exact(args), talk).code();
        } catch (OutputClosed closed) {
            if (closed.byReader()) {
                return Exit.OK.code();
            }
            return fail(talk, Failure.failed("cannot write to stdout: " + closed.reason()), json);
        } catch (Failure failure) {
            return fail(talk, failure, json);
        } catch (RuntimeException mistake) {
            // A mistake of ours; where it is, the first of our own lines says.
            return fail(talk, Failure.of(Exit.FAILED, mistake(mistake), mistake), json);
        } finally {
            talk.clearProgress();
        }
    }

    private static int fail(Talk talk, Failure failure, boolean json) {
        if (json) {
            talk.failJson(Problem.json(failure));
        } else {
            talk.fail(failure);
        }
        return failure.exit().code();
    }

    private static String mistake(RuntimeException mistake) {
        String place = List.of(mistake.getStackTrace()).stream()
                .filter(frame -> frame.getClassName().startsWith("dev.tagma"))
                .findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
        return "this command has a fault: " + mistake + place + "; please report it";
    }

    private Exit run(List<String> args, Talk talk) {
        CommandLineWords words = CommandLineWords.of(args);
        if (words.command().isEmpty()) {
            return general(words, talk);
        }
        String name = words.command().get();
        Commands.Entry entry = Commands.entry(name).orElseThrow(() -> Listing.unknown(name));
        // Not a pattern switch, whose first use takes longer than all else here.
        return entry instanceof Commands.Family family
                ? run(family, words.rest(), talk)
                : run((Commands.Named) entry, words.rest(), talk);
    }

    private Exit run(Commands.Family family, List<String> rest, Talk talk) {
        CommandLineWords words = CommandLineWords.of(rest);
        if (words.command().isEmpty()) {
            if (!words.help()) {
                throw Listing.incomplete(family);
            }
            Listing.print(family, talk);
            return Exit.OK;
        }
        String own = words.command().get();
        return run(family.member(own).orElseThrow(() -> Listing.unknown(family, own)), words.rest(), talk);
    }

    private Exit run(Commands.Named named, List<String> rest, Talk talk) {
        Command command = named.maker().get();
        Parsed parsed = Parsed.of(named, command, rest);
        if (parsed.helpWanted()) {
            parsed.help().lines().forEach(talk::print);
            return Exit.OK;
        }
        return command.run(context(parsed, talk));
    }

    private static Exit general(CommandLineWords words, Talk talk) {
        if (words.version()) {
            throw Failure.usage("there is no option --version: use tagma version");
        }
        if (!words.help()) {
            throw Failure.usage("no command is given: tagma -h lists them");
        }
        Listing.print(talk);
        return Exit.OK;
    }

    private Context context(Parsed parsed, Talk talk) {
        Optional<String> own = OwnSession.of(environment);
        Map<String, String> here = moved(parsed.home());
        return new Context(
                api(here, own, talk),
                talk,
                streams.input(),
                environment,
                workingDirectory(),
                clock,
                zone,
                parsed.json(),
                own,
                properties.getOrDefault("tagma.command", "tagma"),
                surroundings -> api(surroundings, Optional.empty(), talk));
    }

    private Path workingDirectory() {
        return Path.of(properties.getOrDefault("user.dir", "/"));
    }

    /** The daemon of the home that these surroundings lead to. */
    private Api api(Map<String, String> surroundings, Optional<String> own, Talk talk) {
        Home home = home(surroundings, workingDirectory());
        var absolute = new LinkedHashMap<>(surroundings);
        absolute.computeIfPresent(
                Home.VARIABLE, (_, value) -> workingDirectory().resolve(value).toString());
        Daemon daemon =
                new Daemon(home, new DaemonCommand(properties, absolute), () -> talk.announce("starting the daemon"));
        return new Api(daemon, headers(own), talk);
    }

    private Map<String, String> moved(Optional<String> home) {
        var here = new LinkedHashMap<>(environment);
        home.ifPresent(directory -> {
            if (directory.isEmpty()) {
                throw Failure.usage("--home '' is not a directory: name one");
            }
            here.put(Home.VARIABLE, directory);
        });
        if (here.getOrDefault(Home.VARIABLE, "x").isEmpty()) {
            here.remove(Home.VARIABLE);
        }
        return here;
    }

    private Home home(Map<String, String> here, Path workingDirectory) {
        try {
            return Home.of(here, Path.of(properties.getOrDefault("user.home", "/")), workingDirectory);
        } catch (InvalidPathException notAPath) {
            throw Failure.usage("'%s' is not a path here: %s; for names that are not ASCII, set LC_ALL=C.UTF-8"
                    .formatted(notAPath.getInput(), notAPath.getReason()));
        }
    }

    private Map<String, String> headers(Optional<String> own) {
        var headers = new HashMap<String, String>();
        headers.put("Accept", "application/json");
        String user = properties.getOrDefault("user.name", "").replaceAll("[^A-Za-z0-9._@-]", "_");
        headers.put(
                "X-Tagma-Client",
                "cli:" + (user.isEmpty() ? "unknown" : user.substring(0, Math.min(60, user.length()))));
        own.ifPresent(session -> headers.put("X-Tagma-Session", session));
        return headers;
    }
}

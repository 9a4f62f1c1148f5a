package dev.tagma.app.daemon;

import dev.tagma.adapters.agent.manifest.form.ManifestFault;
import dev.tagma.app.config.Config;
import dev.tagma.app.config.ConfigFault;
import dev.tagma.app.config.ConfigReader;
import dev.tagma.server.DoorSettings;
import dev.tagma.server.Doors;
import dev.tagma.server.auth.TcpDoor;
import dev.tagma.server.auth.TokenHash;
import dev.tagma.server.route.About;
import dev.tagma.server.stream.CursorKey;
import dev.tagma.spi.fault.Checkpoint;
import dev.tagma.spi.fault.SkewedClock;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.store.StoreException;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.wire.home.Home;
import dev.tagma.wire.home.PrivateDirectory;
import dev.tagma.wire.home.StartLine;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The daemon of one state directory: reads its configuration, puts everything together, opens the doors and waits. */
public final class Daemon {

    private static final System.Logger LOG = System.getLogger(Daemon.class.getName());

    private Daemon() {}

    /**
     * Runs until it is told to stop.
     *
     * @param out takes the one start line, then is closed
     * @param err told in a line each what hinders it from starting
     * @return the exit code of the process
     */
    public static int run(
            Map<String, String> environment, Path userHome, Path directory, PrintStream out, PrintStream err) {
        try (Closer closer = new Closer()) {
            Home home = Home.of(environment, userHome, directory);
            PrivateDirectory.make(home.state());
            PrivateDirectory.make(home.runtime());
            Optional<DaemonLock> lock = DaemonLock.take(home.daemonLock());
            if (lock.isEmpty()) {
                say(out, new StartLine.Busy());
                return 0;
            }
            closer.add(lock.get());
            Config config = ConfigReader.read(home.configurationFile(), person(environment, userHome));
            StopSignal stop = new StopSignal();
            Assembly assembly =
                    closer.add(new Assembly(home, config, environment, clock(environment), checkpoint(environment)));
            Doors doors = closer.add(doors(home, config, assembly, stop::raise));
            assembly.fleet().reconcile();
            doors.open();
            closer.add(AddressFile.write(home.address(), home.socket()));
            Runtime.getRuntime().addShutdownHook(new Thread(stop.endingBy(Thread.currentThread()), "shutdown"));
            LOG.log(
                    System.Logger.Level.INFO,
                    "Tagma " + Version.text() + " listens on " + home.socket()
                            + doors.port().map(port -> " and 127.0.0.1:" + port).orElse(""));
            say(out, new StartLine.Ready(home.socket()));
            assembly.retain();
            assembly.index();
            stop.await();
            LOG.log(System.Logger.Level.INFO, "Tagma stops; agents go on");
            return 0;
        } catch (ConfigFault fault) {
            fault.errors().forEach(err::println);
            return 1;
        } catch (ManifestFault fault) {
            fault.errors().forEach(err::println);
            return 1;
        } catch (IOException
                | UncheckedIOException
                | StoreException
                | WorkspaceException
                | TerminalException
                | IllegalArgumentException failed) {
            LOG.log(System.Logger.Level.DEBUG, "The daemon cannot start", failed);
            err.println("tagma: the daemon cannot start: " + Reason.of(failed));
            return 1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static Doors doors(Home home, Config config, Assembly assembly, Runnable shutdown) throws IOException {
        SecureRandom random = new SecureRandom();
        String token = Secrets.keep(home.state().resolve("token"), random);
        String cursors = Secrets.keep(home.state().resolve("cursor.key"), random);
        Optional<TcpDoor> tcp = config.server()
                .port()
                .map(port -> new TcpDoor(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        TokenHash.of(token),
                        Set.of(),
                        !config.server().chosen()));
        int largestBody = 2 * config.delivery().maxBytes() + (1 << 16);
        return new Doors(
                new DoorSettings(
                        home.socket(),
                        tcp,
                        largestBody,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(90),
                        Duration.ofSeconds(5)),
                assembly.fleet(),
                new CursorKey(cursors.getBytes(StandardCharsets.US_ASCII)),
                new About(
                        Version.text(),
                        Runtime.version().toString(),
                        Clock.systemUTC().instant()),
                assembly.doctor(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                shutdown);
    }

    /** What a shell takes {@code ~} for, and agents are started with. */
    private static Path person(Map<String, String> environment, Path userHome) {
        return Optional.ofNullable(environment.get("HOME"))
                .filter(place -> place.startsWith("/"))
                .map(Path::of)
                .orElse(userHome);
    }

    private static Checkpoint checkpoint(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(KillPoint.VARIABLE))
                .<Checkpoint>map(directory -> new KillPoint(Path.of(directory)))
                .orElse(Checkpoint.INERT);
    }

    private static Clock clock(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(SkewedClock.VARIABLE))
                .<Clock>map(file -> new SkewedClock(Clock.systemUTC(), Path.of(file)))
                .orElseGet(Clock::systemUTC);
    }

    private static void say(PrintStream out, StartLine line) {
        out.println(line.text());
        out.close();
    }
}

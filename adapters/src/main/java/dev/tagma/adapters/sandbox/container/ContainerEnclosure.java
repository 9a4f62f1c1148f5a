package dev.tagma.adapters.sandbox.container;

import dev.tagma.adapters.confine.Inside;
import dev.tagma.adapters.confine.Mount;
import dev.tagma.adapters.confine.Mounts;
import dev.tagma.adapters.exec.Executables;
import dev.tagma.core.sandbox.Containment;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.sandbox.Enclosure;
import dev.tagma.spi.sandbox.Interior;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A session's containers: one for each of its programs, all of the same image and with the same files. */
final class ContainerEnclosure implements Enclosure {

    private static final System.Logger LOG = System.getLogger(ContainerEnclosure.class.getName());

    private final Engine engine;
    private final EngineCall call;
    private final String image;
    private final Interior interior;

    ContainerEnclosure(Engine engine, EngineCall call, String image, Interior interior) {
        this.engine = engine;
        this.call = call;
        this.image = image;
        this.interior = interior;
    }

    private String session() {
        return interior.session().toString();
    }

    @Override
    public Launch around(Launch launch) {
        Map<String, String> environment = launch.environment();
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        Mounts all = new Mounts();
        Inside.into(all, interior);
        all.readSettings(environment, home);
        List<Mount> mounts = fitting(all);
        RunCommand command = RunCommand.of(session(), launch.terminal())
                .with(engine.user(person()))
                .network(interior.rule().network())
                .limits(interior.rule().limits());
        if (home.isAbsolute() && home.getNameCount() > 0 && !Fitting.covers(mounts, home)) {
            command.empty(home);
        }
        command.mounts(Fitting.made(mounts))
                .with("--workdir", launch.directory().toString());
        Variables.names(environment, launch.terminal()).forEach(name -> command.with("--env", name));
        command.with("--entrypoint", entrance(launch, mounts));
        List<String> words = new ArrayList<>(List.of("/bin/sh", kept(command.script(call.program(), image)), name()));
        words.addAll(launch.command().subList(1, launch.command().size()));
        return new Launch(words, environment, launch.directory(), launch.terminal());
    }

    /** A program that is there within is run by its place; every other one is the image's, by its name. */
    private static String entrance(Launch launch, List<Mount> mounts) {
        String named = launch.command().getFirst();
        return Executables.find(named, launch.environment(), launch.directory())
                .map(found -> found.toAbsolutePath().normalize())
                .flatMap(found -> Optional.of(found)
                        .filter(place -> Fitting.covers(mounts, place))
                        .or(() -> real(found).filter(place -> Fitting.covers(mounts, place))))
                .map(Path::toString)
                .orElse(named);
    }

    private static Optional<Path> real(Path program) {
        try {
            return Optional.of(program.toRealPath());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private List<Mount> fitting(Mounts mounts) {
        return Fitting.of(mounts, interior.rule().readable());
    }

    /** A session can have several programs at once, and no engine has two containers of a name. */
    private String name() {
        return "tagma-" + session() + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private Person person() {
        return Person.owning(directory());
    }

    private Path directory() {
        try {
            return Files.createDirectories(interior.directory());
        } catch (IOException failed) {
            throw new TerminalException("The session's directory cannot be made: " + failed, false, failed);
        }
    }

    /** The same options are the same file, which every program that is started so reads once. */
    private String kept(String script) {
        Path file = directory().resolve("container-" + UUID.nameUUIDFromBytes(script.getBytes(StandardCharsets.UTF_8)));
        try {
            Files.writeString(file, script);
            return file.toString();
        } catch (IOException failed) {
            throw new TerminalException("The container's options cannot be written: " + failed, false, failed);
        }
    }

    @Override
    public Optional<Containment> containment() {
        Mounts mounts = new Mounts();
        Inside.into(mounts, interior);
        return Optional.of(new Bounds(engine, person(), image, interior.rule()).of(fitting(mounts)));
    }

    @Override
    public boolean ownNumbers() {
        return true;
    }

    /** They are found by the session and removed by their names; one that goes in between is gone as well. */
    @Override
    public void end() {
        try {
            switch (containers()) {
                case EngineCall.Answer.Bad(String why) -> warn(why);
                case EngineCall.Answer.Good(String names) when names.isEmpty() -> {
                    // All ended by themselves.
                }
                case EngineCall.Answer.Good(String names) ->
                    remove(names.lines().toList());
            }
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    private void remove(List<String> names) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of("rm", "--force"));
        words.addAll(names);
        if (call.ask(words) instanceof EngineCall.Answer.Bad(String why)
                && !(containers() instanceof EngineCall.Answer.Good(String left) && left.isEmpty())) {
            warn(why);
        }
    }

    private EngineCall.Answer containers() throws InterruptedException {
        return call.ask(List.of(
                "ps", "--all", "--filter", "label=" + RunCommand.LABEL + "=" + session(), "--format", "{{.Names}}"));
    }

    private void warn(String why) {
        LOG.log(
                System.Logger.Level.WARNING,
                () -> "Containers of session " + session() + " may be left over, " + engine.title() + " says: " + why);
    }

    @Override
    public void close() {
        // The engine keeps them; this daemon does nothing for them.
    }
}

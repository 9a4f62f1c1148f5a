package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Manifest.Launch;
import dev.tagma.adapters.exec.Inherited;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Start;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The command line and the environment of an agent's process. */
final class ManifestLaunch {

    private ManifestLaunch() {}

    /**
     * The command line.
     *
     * @param fresh whether the conversation has never begun: its id is then given, not resumed
     */
    static List<String> command(Launch launch, List<String> program, Session session, Start how, boolean fresh) {
        List<String> command = new ArrayList<>(program);
        switch (how) {
            case Start.Fresh start -> command.addAll(with(session.agentSessionId(), launch.fresh()));
            case Start.Resume(AgentSessionId id) ->
                command.addAll(
                        with(Optional.of(id), fresh || launch.resume().isEmpty() ? launch.fresh() : launch.resume()));
            case Start.Fork(AgentSessionId id) -> command.addAll(with(Optional.of(id), launch.fork()));
        }
        command.addAll(launch.modes().getOrDefault(session.launch().mode(), List.of()));
        session.launch()
                .model()
                .ifPresent(model -> command.addAll(new Words(Map.of("model", model)).in(launch.model())));
        command.addAll(session.launch().arguments());
        return command;
    }

    private static List<String> with(Optional<AgentSessionId> id, List<String> words) {
        return new Words(id.map(known -> Map.of("id", known.value())).orElseGet(Map::of)).in(words);
    }

    /** Passed on, then what the manifest sets, then the configuration. */
    static Map<String, String> environment(Launch launch, Map<String, String> inherited, Map<String, String> settings) {
        Map<String, String> environment = Inherited.inTerminal(inherited, launch.passes());
        environment.putAll(launch.sets());
        environment.putAll(settings);
        return environment;
    }

    /** The same, then what the session sets, then Tagma's own. */
    static Map<String, String> environment(
            Launch launch,
            Map<String, String> inherited,
            Map<String, String> settings,
            Session session,
            Map<String, String> own) {
        Map<String, String> environment = environment(launch, inherited, settings);
        environment.putAll(session.launch().environment());
        environment.putAll(own);
        return environment;
    }

    /** What speaks against a launch: what a manifest does not say of an argument is not known. */
    static List<Objection> objections(String agent, Launch launch, Session.Launch wanted) {
        List<Objection> objections = new ArrayList<>();
        if (wanted.model().isPresent() && launch.model().isEmpty()) {
            objections.add(new Objection(Objection.Ground.TAKEN, "Agent '" + agent + "' takes no model; leave it out"));
        }
        wanted.model()
                .filter(model -> model.startsWith("-"))
                .ifPresent(model -> objections.add(new Objection(
                        Objection.Ground.TAKEN, "'" + model + "' is an argument, not a model: name the model")));
        Set<String> own = own(launch);
        for (String argument : wanted.arguments()) {
            String option = argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
            if (own.contains(option)) {
                objections.add(new Objection(
                        Objection.Ground.TAKEN,
                        "Argument '" + option + "' is Tagma's to give; use --mode, --model or resume instead"));
            } else {
                objections.add(new Objection(
                        Objection.Ground.WIDER,
                        "it is not known what the argument '" + option + "' lets " + agent + " do"));
            }
        }
        wanted.environment().keySet().stream()
                .sorted()
                .map(name -> new Objection(
                        Objection.Ground.WIDER,
                        "it is not known what the variable '" + name + "' lets " + agent + " do"))
                .forEach(objections::add);
        return objections;
    }

    /** The options that Tagma itself gives. */
    private static Set<String> own(Launch launch) {
        Set<String> options = new LinkedHashSet<>();
        Stream.of(
                        launch.fresh().stream(),
                        launch.resume().stream(),
                        launch.fork().stream(),
                        launch.model().stream(),
                        launch.modes().values().stream().flatMap(List::stream))
                .flatMap(words -> words)
                .filter(word -> word.startsWith("-"))
                .forEach(options::add);
        return options;
    }
}

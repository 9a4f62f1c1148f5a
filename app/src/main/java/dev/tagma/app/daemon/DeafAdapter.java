package dev.tagma.app.daemon;

import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.session.DriverKind;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.AgentAdapter;
import dev.tagma.spi.agent.ConversationStore;
import dev.tagma.spi.agent.DriveContext;
import dev.tagma.spi.agent.Driver;
import dev.tagma.spi.agent.Objection;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import dev.tagma.spi.agent.Portrait;
import dev.tagma.spi.agent.Probe;
import dev.tagma.spi.sandbox.Needs;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The detection benchmark's agent: some of its sources are lost without a word, while it still promises them. Used only
 * where {@code TAGMA_DEAF} names sources, such as {@code hook,screen}.
 */
record DeafAdapter(AgentAdapter adapter, Set<Source> lost) implements AgentAdapter {

    static final String VARIABLE = "TAGMA_DEAF";

    static Set<Source> lost(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault(VARIABLE, "").split(","))
                .filter(name -> !name.isBlank())
                .map(name -> Source.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean heard(Observation observation) {
        return switch (observation) {
            case Observation.Seen(var fact) -> !lost.contains(fact.source());
            case Observation.CarrierChanged(Source source, var carrier) -> !lost.contains(source);
            // What asks over a channel of its own is a hook or a protocol.
            case Observation.RequestOpened opened
            when opened.channel() == Request.Channel.NATIVE ->
                !lost.contains(Source.HOOK) && !lost.contains(Source.PROTOCOL);
            default -> true;
        };
    }

    @Override
    public Needs needs(DriveContext context) {
        return adapter.needs(context);
    }

    @Override
    public Driver drive(DriveContext context, Observer observer) {
        return adapter.drive(context, observation -> {
            if (heard(observation)) {
                observer.observed(observation);
            }
        });
    }

    @Override
    public AgentId id() {
        return adapter.id();
    }

    @Override
    public Probe probe() {
        return adapter.probe();
    }

    @Override
    public Portrait portrait() {
        return adapter.portrait();
    }

    @Override
    public Set<DriverKind> drivers() {
        return adapter.drivers();
    }

    @Override
    public Set<PermissionMode> modes() {
        return adapter.modes();
    }

    @Override
    public Set<PermissionMode> modes(DriverKind driver) {
        return adapter.modes(driver);
    }

    @Override
    public List<Objection> objections(Session.Launch launch) {
        return adapter.objections(launch);
    }

    @Override
    public Map<Source, Set<Question>> sources() {
        return adapter.sources();
    }

    @Override
    public Optional<AgentSessionId> newConversation() {
        return adapter.newConversation();
    }

    @Override
    public Optional<ConversationStore> conversations(Map<String, String> environment) {
        return adapter.conversations(environment);
    }
}

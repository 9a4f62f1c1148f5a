package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.Connection.Declined;
import dev.tagma.adapters.agent.external.message.Call;
import dev.tagma.adapters.agent.external.message.Keys;
import dev.tagma.adapters.agent.external.message.Lines;
import dev.tagma.adapters.agent.external.message.Nothing;
import dev.tagma.adapters.agent.external.message.Observed;
import dev.tagma.adapters.agent.external.message.Of;
import dev.tagma.adapters.agent.external.message.Pasted;
import dev.tagma.adapters.agent.external.message.Spec;
import dev.tagma.adapters.agent.external.message.Told;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.spi.runtime.TerminalException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The drivers that an adapter knows, each by its name: hands what it says to the one that it speaks of. */
final class Drivers implements Connection.Hearer {

    /** What an adapter may say to one driver. */
    interface Ear {

        void told(Connection from, Told told) throws Breach;

        /** @throws TerminalException when the terminal cannot do it */
        void run(Spec spec);

        SessionTerminal terminal();
    }

    private final Codec codec;
    private final Map<String, Ear> ears = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();

    Drivers(Codec codec) {
        this.codec = codec;
    }

    /** A name that no driver had before. */
    String name() {
        return "d" + names.incrementAndGet();
    }

    void add(String name, Ear ear) {
        ears.put(name, ear);
    }

    void remove(String name) {
        ears.remove(name);
    }

    /** Of one that was closed it may speak until it knows. */
    @Override
    public void observed(Connection from, JsonNode parameters) throws Breach {
        Observed said;
        try {
            said = codec.read(parameters, Observed.class);
        } catch (Breach wrong) {
            throw new Breach("it observed what is no observation: " + wrong.reason());
        }
        Ear ear = ears.get(said.driver());
        if (ear != null) {
            ear.told(from, said.observation());
        }
    }

    @Override
    public Object asked(Connection from, String method, JsonNode parameters) throws Declined {
        Optional<Call> call = Stream.of(Call.values())
                .filter(one -> one.side() == Call.Side.ADAPTER && one != Call.OBSERVED)
                .filter(one -> one.method().equals(method))
                .findFirst();
        if (call.isEmpty()) {
            throw new Declined(Messages.NO_SUCH_METHOD, "'" + Codec.shortened(method) + "' is no method of Tagma's");
        }
        if (from.isOver()) {
            throw new Declined(Messages.FAILED, "the connection is over");
        }
        try {
            return done(codec.read(parameters, call.get().parameters()), call.get());
        } catch (Breach wrong) {
            throw new Declined(Messages.BAD_PARAMETERS, wrong.reason());
        } catch (IllegalArgumentException wrong) {
            throw new Declined(Messages.BAD_PARAMETERS, String.valueOf(wrong.getMessage()));
        } catch (TerminalException failed) {
            throw new Declined(
                    failed.inDoubt() ? (int) Refused.IN_DOUBT : Messages.FAILED, String.valueOf(failed.getMessage()));
        }
    }

    private Object done(Object parameters, Call call) throws Declined {
        switch (parameters) {
            case Spec spec -> ear(spec.driver()).run(spec);
            case Pasted(var driver, var text) -> ear(driver).terminal().paste(text);
            case Keys(var driver, var keys) -> ear(driver).terminal().press(keys);
            case Lines(var driver, var lines) -> {
                return ear(driver).terminal().capture(lines);
            }
            case Of(var driver) -> {
                return ear(driver).terminal().screen();
            }
            default -> throw new IllegalStateException("Nobody does " + call);
        }
        return new Nothing();
    }

    private Ear ear(String driver) throws Declined {
        Ear ear = ears.get(driver);
        if (ear == null) {
            throw new Declined(
                    Messages.BAD_PARAMETERS, "there is no driver '" + Codec.shortened(driver) + "'; it may be closed");
        }
        return ear;
    }
}

package dev.tagma.server.rest;

import dev.tagma.core.session.TenantId;
import dev.tagma.engine.Caller;
import dev.tagma.server.auth.Gate;
import dev.tagma.server.http.Exchange;
import dev.tagma.server.http.Refusal;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.JsonFault;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.json.RecordCodec;
import dev.tagma.wire.problem.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One call of an operation: who asks, and with what. */
public final class Call {

    private final Exchange exchange;
    private final Optional<Caller> who;
    private final Arguments arguments;
    private final byte[] body;

    Call(Exchange exchange, Optional<Caller> who, Arguments arguments, byte[] body) {
        this.exchange = exchange;
        this.who = who;
        this.arguments = arguments;
        this.body = body;
    }

    /** Who asks; none for a stranger who asks for something public. */
    public Optional<Caller> visitor() {
        return who;
    }

    public Caller caller() {
        return who.orElseThrow(Gate::stranger);
    }

    public TenantId tenant() {
        return caller().tenant();
    }

    public Optional<String> header(String name) {
        return exchange.header(name);
    }

    public String text(String name) {
        return arguments.text(name);
    }

    public Optional<String> maybeText(String name) {
        return arguments.maybeText(name);
    }

    public List<String> all(String name) {
        return arguments.all(name);
    }

    public long whole(String name) {
        return maybeWhole(name).orElseThrow(() -> Arguments.invalid("Parameter '" + name + "' is missing"));
    }

    public Optional<Long> maybeWhole(String name) {
        return arguments.maybeWhole(name);
    }

    public boolean flag(String name) {
        return arguments.flag(name);
    }

    public <E extends Enum<E>> Optional<E> maybeChoice(String name, Class<E> type) {
        return arguments.choices(name, type).stream().findFirst();
    }

    public <E extends Enum<E>> List<E> choices(String name, Class<E> type) {
        return arguments.choices(name, type);
    }

    /** A value in the form the domain gives it; what the domain refuses is refused under the parameter's name. */
    public <T> T parsed(String name, String value, Function<String, T> form) {
        try {
            return form.apply(value);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    ErrorCode.INVALID,
                    "Parameter '" + name + "' is " + Quoted.of(value) + ": "
                            + Quoted.of(String.valueOf(e.getMessage())));
        }
    }

    /** The body as a record; an absent body is an empty object. */
    public <T extends Record> T body(Class<T> type) {
        try {
            Json json = body.length == 0 ? new Json.JsonObject(Map.of()) : JsonText.parse(utf8());
            return RecordCodec.readStrict(json, type);
        } catch (JsonFault fault) {
            throw new Refusal(ErrorCode.INVALID, String.valueOf(fault.getMessage()));
        }
    }

    /** Decoded before it is parsed, so that a byte that is not UTF-8 is refused and never replaced. */
    private String utf8() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refusal(ErrorCode.INVALID, "The body is not UTF-8");
        }
    }
}

package dev.tagma.cli.api;

import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonArray;
import dev.tagma.wire.json.Json.JsonBoolean;
import dev.tagma.wire.json.Json.JsonNull;
import dev.tagma.wire.json.Json.JsonNumber;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.Json.JsonString;
import dev.tagma.wire.json.JsonFault;
import dev.tagma.wire.json.JsonText;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of an object that the daemon sent. What must be there and is not means a daemon of another version. */
public record Fields(JsonObject object) {

    public static Fields of(Json json) {
        if (json instanceof JsonObject object) {
            return new Fields(object);
        }
        throw unexpected("an object");
    }

    /** The object that a text from the daemon holds. */
    public static Fields parse(String json) {
        try {
            return of(JsonText.parse(json));
        } catch (JsonFault garbled) {
            throw Failure.of(
                    Exit.TRANSPORT,
                    "the daemon's answer cannot be read (" + garbled.getMessage() + "): restart the daemon",
                    garbled);
        }
    }

    public String text(String name) {
        return optionalText(name).orElseThrow(() -> unexpected("a text '" + name + "'"));
    }

    public Optional<String> optionalText(String name) {
        return present(name).map(value -> {
            if (value instanceof JsonString(String text)) {
                return text;
            }
            throw unexpected("a text '" + name + "'");
        });
    }

    public long whole(String name) {
        return optionalWhole(name).orElseThrow(() -> unexpected("a number '" + name + "'"));
    }

    public Optional<Long> optionalWhole(String name) {
        return present(name)
                .map(value -> value instanceof JsonNumber number
                        ? number.whole().orElseThrow(() -> unexpected("a whole number '" + name + "'"))
                        : raise(name));
    }

    private static Long raise(String name) {
        throw unexpected("a number '" + name + "'");
    }

    public boolean flag(String name) {
        return switch (present(name).orElseThrow(() -> unexpected("a flag '" + name + "'"))) {
            case JsonBoolean(boolean value) -> value;
            case JsonObject _, JsonArray _, JsonString _, JsonNumber _, JsonNull _ ->
                throw unexpected("a flag '" + name + "'");
        };
    }

    public Instant time(String name) {
        return optionalTime(name).orElseThrow(() -> unexpected("a time '" + name + "'"));
    }

    public Optional<Instant> optionalTime(String name) {
        return optionalText(name).map(text -> {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException other) {
                throw unexpected("a time '" + name + "'");
            }
        });
    }

    public Fields object(String name) {
        return optionalObject(name).orElseThrow(() -> unexpected("an object '" + name + "'"));
    }

    public Optional<Fields> optionalObject(String name) {
        return present(name).map(Fields::of);
    }

    public List<Fields> objects(String name) {
        return items(name).stream().map(Fields::of).toList();
    }

    public List<String> texts(String name) {
        return items(name).stream()
                .map(item -> {
                    if (item instanceof JsonString(String text)) {
                        return text;
                    }
                    throw unexpected("a list of texts '" + name + "'");
                })
                .toList();
    }

    private List<Json> items(String name) {
        if (present(name).orElseThrow(() -> unexpected("a list '" + name + "'"))
                instanceof JsonArray(List<Json> items)) {
            return items;
        }
        throw unexpected("a list '" + name + "'");
    }

    /** The field whatever it is; none when it is absent or null. */
    public Optional<Json> present(String name) {
        return object.member(name).filter(value -> !(value instanceof JsonNull));
    }

    /** These fields and one more. */
    public Fields with(String name, Json value) {
        Map<String, Json> members = new LinkedHashMap<>(object.members());
        members.put(name, value);
        return new Fields(new JsonObject(members));
    }

    private static Failure unexpected(String wanted) {
        return Failure.of(
                Exit.TRANSPORT,
                "the daemon's answer lacks " + wanted
                        + ": it is of another version than this command; restart the daemon");
    }
}

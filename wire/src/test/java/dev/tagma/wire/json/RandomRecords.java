package dev.tagma.wire.json;

import dev.tagma.wire.json.Json.JsonArray;
import dev.tagma.wire.json.Json.JsonNumber;
import dev.tagma.wire.json.Json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes values of any form out of a seed: the same seed is the same value, so that a failure can be repeated. */
final class RandomRecords {

    private final Random random;

    RandomRecords(long seed) {
        random = new Random(seed);
    }

    Record record() {
        return (Record) value(Form.of(pick(WireRecords.all())));
    }

    Json json(int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 7)) {
            case 0 -> Json.of(text());
            case 1 -> Json.of(whole(Long.MIN_VALUE, Long.MAX_VALUE));
            case 2 -> new JsonNumber(pick(List.of("0.1", "-1e10", "1E-7", "123456789012345678901234567890.5", "-0")));
            case 3 -> Json.of(random.nextBoolean());
            case 4 -> Json.NULL;
            case 5 -> new JsonArray(some(4).mapToObj(i -> json(depth + 1)).toList());
            default -> {
                Map<String, Json> members = new LinkedHashMap<>();
                some(4).forEach(i -> members.put(text(), json(depth + 1)));
                yield new JsonObject(members);
            }
        };
    }

    private Object value(Form form) {
        return switch (form) {
            case Form.Text() -> text();
            case Form.Time() -> Instant.ofEpochMilli(random.nextLong(-62_167_219_200_000L, 253_402_300_800_000L));
            case Form.Uuid() -> new UUID(random.nextLong(), random.nextLong());
            case Form.Flag() -> random.nextBoolean();
            case Form.Whole(long min, long max) -> {
                long whole = whole(min, max);
                yield max == Integer.MAX_VALUE ? (Object) (int) whole : (Object) whole;
            }
            case Form.Choice(Class<? extends Enum<?>> type) -> pick(List.of(type.getEnumConstants()));
            case Form.ListOf(Form item) -> some(3).mapToObj(i -> value(item)).toList();
            case Form.MapOf(Form inner) -> {
                Map<String, Object> values = new LinkedHashMap<>();
                some(3).forEach(i -> values.put(text(), value(inner)));
                yield Map.copyOf(values);
            }
            case Form.Maybe(Form present) -> random.nextBoolean() ? Optional.of(value(present)) : Optional.empty();
            case Form.Wrapped(Class<? extends Record> type, Form inner) ->
                Shape.of(type).make(new Object[] {inner instanceof Form.Uuid ? value(inner) : name(type)});
            case Form.Nested(Class<? extends Record> type) -> {
                Shape shape = Shape.of(type);
                yield shape.make(shape.fields().stream()
                        .map(field -> value(field.form()))
                        .toArray());
            }
            case Form.Any() -> json(0);
        };
    }

    private String name(Class<? extends Record> type) {
        return switch (type.getSimpleName()) {
            case "Handle", "AgentId", "TenantId" -> pick(List.of("calm-otter", "a", "claude-code", "0-9"));
            case "GroupPath" -> pick(List.of("", "a", "a/b", "äöü/ x /日本"));
            case "AgentSessionId" -> pick(List.of("x", "01932d3c-8a00"));
            case "TreeId" -> pick(List.of("a", "0")).repeat(40);
            default -> throw new IllegalArgumentException("Say what a " + type + " may hold");
        };
    }

    /** Text of any characters that UTF-8 can carry, with those that JSON, terminals and streams trip over. */
    private String text() {
        StringBuilder text = new StringBuilder();
        some(12).forEach(i -> text.appendCodePoint(
                random.nextBoolean()
                        ? pick(List.of(0, 10, 13, 27, (int) '"', (int) '\\', 0x2028, 0x1F600, 0x10FFFF, 0xFEFF))
                        : random.nextInt(0x3000)));
        return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private long whole(long min, long max) {
        return switch (random.nextInt(4)) {
            case 0 -> min;
            case 1 -> max;
            case 2 -> 0;
            default -> random.nextInt();
        };
    }

    private IntStream some(int most) {
        return IntStream.range(0, random.nextInt(most + 1));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}

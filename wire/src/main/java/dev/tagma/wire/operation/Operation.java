package dev.tagma.wire.operation;

import dev.tagma.wire.problem.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that can be asked of Tagma. Everything a door must know of it stands here: routes, checks, the OpenAPI
 * document and the reference are made from it.
 *
 * @param id its name for ever, in camelCase
 * @param path with its parameters in braces
 * @param summary a few words
 * @param doc what it does, in sentences
 * @param request the record of the body, none where it takes none
 * @param bodyRequired whether the body may not be left out
 * @param errors why it can be refused, beside what every operation can be refused for
 * @param since the version it came with
 */
public record Operation(
        String id,
        Method method,
        String path,
        String summary,
        String doc,
        List<Parameter> parameters,
        Optional<Class<? extends Record>> request,
        boolean bodyRequired,
        Reply reply,
        Set<ErrorCode> errors,
        Access access,
        Door door,
        String since) {

    private static final String PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    public Operation {
        parameters = List.copyOf(parameters);
        errors = Collections.unmodifiableSet(EnumSet.copyOf(errors));
    }

    /** The path with its parameters filled in, in order and percent-encoded, ready to be asked for. */
    public String pathFor(String... values) {
        StringBuilder filled = new StringBuilder();
        int next = 0;
        for (String segment : path.substring(1).split("/", -1)) {
            boolean variable = segment.startsWith("{");
            if (variable && next == values.length) {
                throw new IllegalArgumentException(
                        path + " needs more values than " + Arrays.toString(values) + " gives");
            }
            filled.append('/').append(variable ? encoded(values[next++]) : segment);
        }
        if (next < values.length) {
            throw new IllegalArgumentException(path + " takes " + next + " values, not " + Arrays.toString(values));
        }
        return filled.toString();
    }

    /** A value as it may stand in a path segment or a query. */
    public static String encoded(String value) {
        // A segment that is nothing but dots would be taken for a step in the path.
        String plain = value.equals(".") || value.equals("..") ? "" : PLAIN;
        StringBuilder text = new StringBuilder();
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            if (plain.indexOf((char) each) >= 0) {
                text.append((char) each);
            } else {
                text.append('%').append(HEX.toHexDigits(each));
            }
        }
        return text.toString();
    }

    static Draft get(String id, String path) {
        return new Draft(id, Method.GET, path);
    }

    static Draft post(String id, String path) {
        return new Draft(id, Method.POST, path);
    }

    static Draft patch(String id, String path) {
        return new Draft(id, Method.PATCH, path);
    }

    static Draft delete(String id, String path) {
        return new Draft(id, Method.DELETE, path);
    }

    /** An operation that is being written down. */
    static final class Draft {

        private final String id;
        private final Method method;
        private final String path;
        private final List<Parameter> parameters = new ArrayList<>();
        private final EnumSet<ErrorCode> errors = EnumSet.noneOf(ErrorCode.class);
        private String summary = "";
        private String doc = "";
        private Optional<Class<? extends Record>> request = Optional.empty();
        private boolean bodyRequired;
        private Access access;
        private Door door = Door.ANY;

        private Draft(String id, Method method, String path) {
            this.id = id;
            this.method = method;
            this.path = path;
            this.access = method.safe() ? Access.VIEWER : Access.OPERATOR;
        }

        Draft says(String words, String sentences) {
            summary = words;
            doc = sentences;
            return this;
        }

        Draft with(Parameter... some) {
            parameters.addAll(List.of(some));
            return this;
        }

        Draft takes(Class<? extends Record> body) {
            request = Optional.of(body);
            bodyRequired = true;
            return this;
        }

        Draft mayTake(Class<? extends Record> body) {
            request = Optional.of(body);
            return this;
        }

        Draft refuses(ErrorCode... codes) {
            errors.addAll(List.of(codes));
            return this;
        }

        Draft by(Access who) {
            access = who;
            return this;
        }

        Draft at(Door where) {
            door = where;
            return this;
        }

        Operation gives(Class<? extends Record> type) {
            return gives(200, type);
        }

        Operation gives(int status, Class<? extends Record> type) {
            return replies(new Reply.Body(status, type));
        }

        Operation replies(Reply reply) {
            return new Operation(
                    id,
                    method,
                    path,
                    summary,
                    doc,
                    parameters,
                    request,
                    bodyRequired,
                    reply,
                    errors,
                    access,
                    door,
                    "0.1.0");
        }
    }
}

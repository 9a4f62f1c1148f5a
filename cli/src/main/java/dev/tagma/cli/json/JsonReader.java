package dev.tagma.cli.json;

import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonArray;
import dev.tagma.wire.json.Json.JsonNumber;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.Json.JsonString;
import dev.tagma.wire.json.JsonFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON value (RFC 8259), as strictly as the daemon does. */
public final class JsonReader {

    /** As deep as the daemon writes; deeper text would only exhaust the stack. */
    private static final int DEPTH = 64;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /** @throws JsonFault when the text is anything else than one value */
    public static Json read(String text) {
        var reader = new JsonReader(text);
        Json value = reader.value();
        reader.space();
        if (reader.at < text.length()) {
            throw reader.fault("something follows the value");
        }
        return value;
    }

    private Json value() {
        space();
        if (at == text.length()) {
            throw fault("a value is missing");
        }
        char first = text.charAt(at);
        if (first == '{') {
            return object();
        }
        if (first == '[') {
            return array();
        }
        if (first == '"') {
            return new JsonString(string());
        }
        if (first == '-' || digit(first)) {
            return number();
        }
        return word();
    }

    private Json word() {
        if (text.startsWith("true", at)) {
            at += 4;
            return Json.of(true);
        }
        if (text.startsWith("false", at)) {
            at += 5;
            return Json.of(false);
        }
        if (text.startsWith("null", at)) {
            at += 4;
            return Json.NULL;
        }
        throw fault("no value begins so");
    }

    private Json object() {
        enter();
        Map<String, Json> members = new LinkedHashMap<>();
        if (!ends('}')) {
            do {
                space();
                if (at == text.length() || text.charAt(at) != '"') {
                    throw fault("a name is missing");
                }
                String name = string();
                expect(':');
                if (members.put(name, value()) != null) {
                    throw fault("a name stands there twice");
                }
            } while (continues('}'));
        }
        depth--;
        return new JsonObject(members);
    }

    private Json array() {
        enter();
        List<Json> items = new ArrayList<>();
        if (!ends(']')) {
            do {
                items.add(value());
            } while (continues(']'));
        }
        depth--;
        return new JsonArray(items);
    }

    private void enter() {
        at++;
        if (++depth > DEPTH) {
            throw fault("it is nested too deeply");
        }
    }

    private boolean ends(char end) {
        space();
        if (at < text.length() && text.charAt(at) == end) {
            at++;
            return true;
        }
        return false;
    }

    /** Whether a comma follows and not the end. */
    private boolean continues(char end) {
        if (ends(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private void expect(char wanted) {
        space();
        if (at == text.length() || text.charAt(at) != wanted) {
            throw fault("'" + wanted + "' is missing");
        }
        at++;
    }

    private String string() {
        int begin = ++at;
        while (at < text.length()) {
            char each = text.charAt(at);
            if (each == '"') {
                return text.substring(begin, at++);
            }
            if (each == '\\') {
                return escaped(begin);
            }
            plain(each);
            at++;
        }
        throw fault("a string has no end");
    }

    private void plain(char each) {
        if (each < ' ') {
            throw fault("a string holds a bare control character");
        }
    }

    private String escaped(int begin) {
        var string = new StringBuilder(text.substring(begin, at));
        while (at < text.length()) {
            char each = text.charAt(at++);
            if (each == '"') {
                return string.toString();
            }
            if (each == '\\') {
                string.append(escape());
            } else {
                plain(each);
                string.append(each);
            }
        }
        throw fault("a string has no end");
    }

    private char escape() {
        if (at == text.length()) {
            throw fault("a string has no end");
        }
        char each = text.charAt(at++);
        return switch (each) {
            case '"', '\\', '/' -> each;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw fault("there is no such escape");
        };
    }

    private char unicode() {
        if (at + 4 > text.length()) {
            throw fault("a string has no end");
        }
        int code = 0;
        for (int end = at + 4; at < end; at++) {
            int digit = text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw fault("an escape needs four digits");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private Json number() {
        int begin = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            digits();
        }
        if (at < text.length() && (digit(text.charAt(at)) || text.charAt(at) == '.')) {
            throw fault("a number goes on where it cannot");
        }
        return new JsonNumber(text.substring(begin, at));
    }

    private void digits() {
        int begin = at;
        while (at < text.length() && digit(text.charAt(at))) {
            at++;
        }
        if (at == begin) {
            throw fault("a digit is missing");
        }
    }

    private static boolean digit(char each) {
        return each >= '0' && each <= '9';
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonFault fault(String what) {
        return new JsonFault("not JSON at character " + (at + 1) + ": " + what);
    }
}

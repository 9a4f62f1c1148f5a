package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.repeated;
import static dev.tagma.cli.command.Words.texts;

import dev.tagma.cli.talk.Failure;
import dev.tagma.core.workspace.Beside;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Further repositories, as they can be said on a command line. */
final class Companions {

    private final OptionSpec with = repeated(
            "[NAME=]DIR",
            "A further repository, beside the first in the workspace; may be given several times.",
            "--with");
    private final OptionSpec bases =
            repeated("NAME=COMMIT", "What a new branch begins at in that further repository.", "--with-base");

    List<ArgSpec> words() {
        return List.of(with, bases);
    }

    /** What there is nothing of in a directory that is used as it is. */
    void notWith(OptionSpec inPlace) {
        Values.notBoth(inPlace, with);
    }

    boolean given() {
        return !texts(with).isEmpty();
    }

    Json json(Path workingDirectory) {
        Map<String, String> begins = begins();
        var all = new ArrayList<Json>();
        for (String text : texts(with)) {
            int equals = text.indexOf('=');
            Optional<String> name =
                    Optional.of(text.substring(0, Math.max(0, equals))).filter(Beside::isName);
            Path place = Values.path(workingDirectory, name.isPresent() ? text.substring(equals + 1) : text);
            String called = name.orElseGet(() -> String.valueOf(place.getFileName()));
            var members = new LinkedHashMap<String, Json>();
            members.put("path", Json.of(place.toString()));
            name.ifPresent(own -> members.put("name", Json.of(own)));
            Optional.ofNullable(begins.remove(called)).ifPresent(base -> members.put("base", Json.of(base)));
            all.add(new JsonObject(members));
        }
        begins.keySet().stream().findFirst().ifPresent(unknown -> {
            throw Failure.usage("--with-base names '%s', and no --with does: give --with %s=DIR as well"
                    .formatted(Values.shown(unknown), Values.shown(unknown)));
        });
        return Json.of(all);
    }

    private Map<String, String> begins() {
        var begins = new LinkedHashMap<String, String>();
        for (String text : texts(bases)) {
            int equals = text.indexOf('=');
            if (equals <= 0 || equals == text.length() - 1) {
                throw Failure.usage(
                        "--with-base '%s' does not say of what: give NAME=COMMIT".formatted(Values.shown(text)));
            }
            begins.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return begins;
    }
}

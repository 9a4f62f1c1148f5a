package dev.tagma.cli.command;

import dev.tagma.cli.api.Answer;
import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.operation.TrustOperations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The scripts of one project: shown to a person, and trusted as they were shown. */
final class ProjectTrust {

    private static final String REFUSED = "untrusted";

    private final Context context;
    private final Path place;

    ProjectTrust(Context context, Path place) {
        this.context = context;
        this.place = place;
    }

    Fields scripts() {
        return context.api()
                .ask(Ask.of(TrustOperations.SHOW).query("path", place.toString()))
                .fields();
    }

    /** Trusts what was found, unless there is nothing or it is trusted already. */
    void trust(Fields found) {
        if (!found.flag("trusted") && found.optionalText("hash").isPresent()) {
            context.api()
                    .ask(Ask.of(TrustOperations.TRUST)
                            .body(new Ask.Body().with("path", place.toString()).with("hash", found.text("hash"))));
        }
    }

    /** Does what may be refused because of the scripts; then a person at a terminal is asked, and it is done again. */
    Answer asking(Supplier<Answer> work) {
        try {
            return work.get();
        } catch (Failure refused) {
            boolean askable = refused.code().equals(REFUSED) && context.talk().withPerson() && !context.json();
            if (!askable) {
                throw refused;
            }
            Fields found = scripts();
            show(found);
            if (!agreed()) {
                throw refused;
            }
            trust(found);
            return work.get();
        }
    }

    /** Each script whole: what is not shown cannot be agreed to. */
    void show(Fields found) {
        for (Fields script : found.objects("scripts")) {
            String what = switch (script.text("role")) {
                case "setup" -> ", run when a workspace was made:";
                case "teardown" -> ", run before it is removed:";
                case "submodules" -> ", where submodules are cloned from:";
                case String other -> ", for " + other + ":";
            };
            context.talk().say(Span.of(script.text("path"), Style.NAME), Span.of(what, Style.QUIET));
            script.text("text").lines().forEach(line -> context.talk().say("  " + line));
        }
    }

    boolean agreed() {
        context.talk().prompt(Span.of("Trust them, as long as they stay as they are? [y/N] ", Style.ASKING));
        String answer = line().strip();
        context.talk().promptAnswered();
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }

    private String line() {
        var line = new ByteArrayOutputStream();
        try {
            for (int each = context.input().read();
                    each != '\n' && each != -1;
                    each = context.input().read()) {
                line.write(each);
            }
        } catch (IOException hungUp) {
            return "";
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}

package dev.tagma.cli.demo;

import dev.tagma.cli.api.Ask;
import dev.tagma.cli.api.Fields;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.operation.RequestOperations;
import java.util.List;

/** What an agent asks of a demo, and the ways to decide it. */
record Asked(Story story, Fields request) {

    String id() {
        return request.text("id");
    }

    boolean question() {
        return request.text("kind").equals("question");
    }

    boolean open() {
        return request.flag("open") && request.optionalObject("decided").isEmpty();
    }

    /** The labels of the choices. */
    List<String> labels() {
        return request.objects("questions").stream()
                .flatMap(one -> one.objects("choices").stream())
                .map(choice -> choice.text("label"))
                .toList();
    }

    Ask approval() {
        return Ask.of(RequestOperations.APPROVE_ONE, id()).mayBeRepeated();
    }

    Ask refusal() {
        return Ask.of(RequestOperations.REJECT_ONE, id())
                .body(new Ask.Body().with("reason", "The person at the demo said no."))
                .mayBeRepeated();
    }

    Ask answer(String choice) {
        Json choices = Json.of(List.of(Json.of(List.of(Json.of(choice)))));
        return Ask.of(RequestOperations.ANSWER_ONE, id())
                .body(new Ask.Body().with("choices", choices))
                .mayBeRepeated();
    }
}

package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.agent.acp.Permission.Said;
import dev.tagma.adapters.form.Form;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.RequestKind;
import dev.tagma.spi.agent.Observation;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever an agent asks of a person: to permit something, or to fill in a form. */
final class Asking {

    private final JsonMapper mapper;
    private final Permission permission;
    private final Form form;

    Asking(JsonMapper mapper) {
        this.mapper = mapper;
        this.permission = new Permission(mapper);
        this.form = new Form(mapper);
    }

    static WaitingFor waitsFor(State.Asked asked) {
        return switch (kind(asked)) {
            case PLAN -> WaitingFor.PLAN;
            case QUESTION -> WaitingFor.QUESTION;
            case PERMISSION, TRUST, LOGIN -> WaitingFor.PERMISSION;
        };
    }

    private static RequestKind kind(State.Asked asked) {
        return Form.is(asked.params()) ? RequestKind.QUESTION : Permission.kind(asked);
    }

    static String title(State.Asked asked) {
        return Form.is(asked.params()) ? Form.title(asked.params()) : Permission.title(asked);
    }

    Observation.RequestOpened opened(State.Asked asked) {
        return Form.is(asked.params())
                ? new Observation.RequestOpened(
                        asked.key(),
                        RequestKind.QUESTION,
                        Form.title(asked.params()),
                        Optional.empty(),
                        mapper.writeValueAsString(asked.params().path("requestedSchema")),
                        Form.questions(asked.params()),
                        Request.Channel.NATIVE,
                        asked.at())
                : new Observation.RequestOpened(
                        asked.key(),
                        Permission.kind(asked),
                        Permission.title(asked),
                        Optional.of(Permission.tool(asked)),
                        permission.detail(asked),
                        List.of(),
                        Request.Channel.NATIVE,
                        asked.at());
    }

    Said answer(State.Asked asked, Answer answer) {
        if (!Form.is(asked.params())) {
            return permission.answer(asked, answer);
        }
        return switch (form.answer(asked.params(), answer)) {
            case Form.Filled.Result(JsonNode result) -> new Said.Chosen(result);
            case Form.Filled.Not(String reason) -> new Said.NoSuchAnswer(reason);
        };
    }

    /** The answer to what nobody will decide any more. */
    JsonNode withdrawn(State.Asked asked) {
        return Form.is(asked.params()) ? form.cancelled() : permission.cancelled();
    }
}

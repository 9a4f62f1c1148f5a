package dev.tagma.server.route;

import dev.tagma.server.http.Refusal;
import dev.tagma.server.rest.Call;
import dev.tagma.server.rest.Handler;
import dev.tagma.server.rest.Outcome;
import dev.tagma.wire.agent.AgentListJson;
import dev.tagma.wire.json.Quoted;
import dev.tagma.wire.operation.AgentOperations;
import dev.tagma.wire.operation.Operation;
import dev.tagma.wire.problem.ErrorCode;
import java.util.Map;

/** The agents of this machine. */
final class AgentRoutes {

    private final Doctor doctor;

    AgentRoutes(Doctor doctor) {
        this.doctor = doctor;
    }

    Map<Operation, Handler> handlers() {
        return Map.of(
                AgentOperations.LIST,
                call -> new Outcome.Value(new AgentListJson(doctor.agents())),
                AgentOperations.SHOW,
                this::show);
    }

    private Outcome show(Call call) {
        String name = call.text("agent");
        return new Outcome.Value(doctor.agent(name)
                .orElseThrow(() -> new Refusal(
                        ErrorCode.NOT_FOUND,
                        "There is no agent " + Quoted.of(name) + "; 'tagma agents ls' lists those that are known")));
    }
}

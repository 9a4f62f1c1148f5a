package dev.tagma.wire.agent;

import dev.tagma.core.fact.Question;
import dev.tagma.core.fact.Source;
import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("Something that tells what an agent does.")
public record AgentSourceJson(
        @Doc("What it is.") Source source,
        @Doc("The questions it can answer.") List<Question> answers) {}

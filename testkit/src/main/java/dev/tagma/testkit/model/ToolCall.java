package dev.tagma.testkit.model;

import tools.jackson.databind.JsonNode;

/** A call of a tool; the input of a freeform tool is a JSON string. */
record ToolCall(ToolSpec tool, JsonNode input) {}

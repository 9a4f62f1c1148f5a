package dev.tagma.testkit.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of using a tool.
 *
 * @param content what the model is told
 * @param response what hooks and the transcript are told
 * @param shown what the screen shows in the tool's place
 */
record ToolResult(String content, boolean isError, @Nullable Object response, List<String> shown) {

    ToolResult {
        shown = List.copyOf(shown);
    }

    static ToolResult error(String content, String shown) {
        return new ToolResult(content, true, "Error: " + content, List.of(shown));
    }
}

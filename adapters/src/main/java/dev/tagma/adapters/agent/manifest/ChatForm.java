package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Manifest;
import dev.tagma.adapters.conversation.TranscriptFormat;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** How an agent's record is read, and what one of its first lines tells of the whole conversation. */
interface ChatForm extends TranscriptFormat {

    /** The conversation's own name, where this line tells it. */
    Optional<String> conversation(String line);

    /** The directory it is held in, where this line tells it. */
    Optional<String> place(String line);

    static ChatForm of(Manifest.Chat chat, JsonMapper mapper) {
        return switch (chat.format()) {
            case GEMINI -> new GeminiChat(mapper);
            case QWEN -> new QwenChat(mapper);
            case LINES -> new LinesChat(chat.lines().orElseThrow(), mapper);
        };
    }
}

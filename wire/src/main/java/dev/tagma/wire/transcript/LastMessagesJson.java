package dev.tagma.wire.transcript;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("What the agent said last, oldest first.")
public record LastMessagesJson(@Doc("The texts.") List<String> messages) {}

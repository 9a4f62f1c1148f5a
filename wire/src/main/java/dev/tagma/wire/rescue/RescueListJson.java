package dev.tagma.wire.rescue;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("Rescues, newest first.")
public record RescueListJson(@Doc("The rescues.") List<RescueJson> rescues) {}

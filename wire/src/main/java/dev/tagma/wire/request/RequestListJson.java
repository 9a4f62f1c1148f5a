package dev.tagma.wire.request;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("Open requests, oldest first.")
public record RequestListJson(@Doc("The requests.") List<RequestJson> requests) {}

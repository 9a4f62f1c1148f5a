package dev.tagma.store.codec;

import dev.tagma.core.event.EventData;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** What happened in an event, as a document beside the name of the event's type. Each type has its own version. */
public final class EventFormat {

    private final Map<String, DocumentFormat<EventData>> formats;

    EventFormat(Upcasters upcasters, JsonMapper mapper) {
        this.formats = EventShape.TYPES.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        type -> new DocumentFormat<>("event/" + type, new EventShape(type), upcasters, mapper)));
    }

    /** The version in which this type of event is written. */
    public int version(String type) {
        return format(type).version();
    }

    public String write(EventData data) {
        return format(data.type()).write(data);
    }

    /** Reads a document of any version; throws {@link UnreadableDocument}. */
    public EventData read(String type, String document) {
        return format(type).read(document);
    }

    private DocumentFormat<EventData> format(String type) {
        DocumentFormat<EventData> found = formats.get(type);
        if (found == null) {
            throw new UnreadableDocument("'" + type + "' is not a known type of event");
        }
        return found;
    }
}

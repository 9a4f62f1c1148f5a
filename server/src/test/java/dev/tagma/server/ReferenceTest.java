package dev.tagma.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tagma.server.openapi.OpenApi;
import dev.tagma.server.openapi.Reference;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import dev.tagma.wire.json.JsonText;
import dev.tagma.wire.operation.DaemonOperations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The written reference is what the registry says. After a change: {@code -Dtagma.reference.write=true} writes it anew. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "reference");

    private static void isWritten(String file, String text) throws IOException {
        Path path = REFERENCE.resolve(file);
        if (Boolean.getBoolean("tagma.reference.write")) {
            Files.createDirectories(REFERENCE);
            Files.writeString(path, text);
        }

        assertThat(path)
                .as("run the server's tests with -Dtagma.reference.write=true and commit docs/reference")
                .hasContent(text);
    }

    @Test
    void theDocumentIsWritten() throws IOException {
        isWritten("openapi.json", JsonText.pretty(new OpenApi().document()) + "\n");
    }

    @Test
    void theReferenceOfOperationsIsWritten() throws IOException {
        isWritten("api.md", new Reference().api());
    }

    @Test
    void theReferenceOfEventsIsWritten() throws IOException {
        isWritten("events.md", new Reference().events());
    }

    @Test
    void theDaemonServesTheSameDocument() throws IOException {
        try (House house = new House()) {
            String served = house.unix().ask(DaemonOperations.OPENAPI, "").text();

            assertThat(JsonText.parse(served)).isEqualTo(new OpenApi().document());
        }
    }

    @Test
    void everyReferenceInTheDocumentLeadsSomewhere() {
        JsonObject document = (JsonObject) new OpenApi().document();
        JsonObject components = (JsonObject) document.members().get("components");
        Map<String, Json> schemas = ((JsonObject) components.members().get("schemas")).members();

        Pattern.compile("#/components/schemas/(\\w+)")
                .matcher(JsonText.write(document))
                .results()
                .forEach(reference -> assertThat(schemas).containsKey(reference.group(1)));
    }

    @Test
    void everySchemaIsOne() {
        JsonObject document = (JsonObject) new OpenApi().document();
        JsonObject components = (JsonObject) document.members().get("components");
        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema("{\"$ref\":\"https://json-schema.org/draft/2020-12/schema\"}", InputFormat.JSON);

        ((JsonObject) components.members().get("schemas"))
                .members()
                .forEach((name, schema) -> assertThat(meta.validate(JsonText.write(schema), InputFormat.JSON))
                        .as(name)
                        .isEmpty());
    }

    @Test
    void everyLinkInTheReferenceLeadsToAHeading() {
        Stream.of(new Reference().api(), new Reference().events()).forEach(ReferenceTest::linksLeadToHeadings);
    }

    private static void linksLeadToHeadings(String text) {
        var headings = text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(java.util.Locale.ROOT))
                .toList();

        Pattern.compile("\\(#(\\w+)\\)")
                .matcher(text)
                .results()
                .forEach(link -> assertThat(headings).contains(link.group(1)));
    }
}

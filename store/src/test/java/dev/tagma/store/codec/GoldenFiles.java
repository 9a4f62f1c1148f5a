package dev.tagma.store.codec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The files that hold documents as released versions wrote them. Once released, a file is never changed. */
final class GoldenFiles {

    static final Path ROOT = Path.of("src/test/resources/golden");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private GoldenFiles() {}

    static Path of(Samples.Sample sample) {
        return ROOT.resolve(sample.kind()).resolve("v" + sample.version()).resolve(sample.name() + ".json");
    }

    /** All files of the sample, in every version there ever was. */
    static List<Path> allOf(Samples.Sample sample) throws IOException {
        try (Stream<Path> versions = Files.list(ROOT.resolve(sample.kind()))) {
            return versions.map(version -> version.resolve(sample.name() + ".json"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static String pretty(String document) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(MAPPER.readTree(document)) + "\n";
    }
}

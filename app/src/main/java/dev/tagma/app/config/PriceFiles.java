package dev.tagma.app.config;

import dev.tagma.adapters.yaml.YamlFile;
import dev.tagma.adapters.yaml.YamlSection;
import dev.tagma.adapters.yaml.YamlText;
import dev.tagma.core.usage.Price;
import dev.tagma.core.usage.PriceTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** What models cost: the table that comes with the program, and in front of it a person's own. */
public final class PriceFiles {

    private static final String BUILT_IN = "prices.yaml";

    private PriceFiles() {}

    /**
     * The prices that hold.
     *
     * @param own a person's file; it need not exist
     * @throws ConfigFault which tells every mistake in it
     */
    public static PriceTable read(Path own) {
        List<String> errors = new ArrayList<>();
        try {
            PriceTable table = table(own.toString(), new YamlFile(own).read(Set.of(), errors), errors);
            if (!errors.isEmpty()) {
                throw new ConfigFault(errors);
            }
            return builtIn().under(table);
        } catch (NoSuchFileException absent) {
            return builtIn();
        }
    }

    static PriceTable builtIn() {
        try (InputStream in = PriceFiles.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException("The table of prices is not among the program's resources");
            }
            List<String> errors = new ArrayList<>();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            PriceTable table = table(BUILT_IN, new YamlText(BUILT_IN, text).read(errors), errors);
            if (!errors.isEmpty()) {
                throw new ConfigFault(errors);
            }
            return table;
        } catch (IOException failed) {
            throw new UncheckedIOException("The table of prices cannot be read", failed);
        }
    }

    private static PriceTable table(String origin, Optional<Node> node, List<String> errors) {
        YamlSection root = new YamlSection(origin, "", node, errors);
        Optional<String> version = root.text("version").filter(name -> !name.isBlank());
        if (version.isEmpty() && errors.isEmpty()) {
            root.wrong("version", "is missing; name this state of the prices, as by the day you looked them up");
        }
        List<Price> prices = new ArrayList<>();
        for (YamlSection one : root.list("prices")) {
            price(one).ifPresent(prices::add);
            one.refuseUnknown();
        }
        root.refuseUnknown();
        return new PriceTable(version.orElse(""), prices);
    }

    private static Optional<Price> price(YamlSection section) {
        Optional<String> model = required(section, "model", section.text("model"));
        Optional<BigDecimal> input = required(section, "input", amount(section, "input"));
        Optional<BigDecimal> output = required(section, "output", amount(section, "output"));
        Optional<LocalDate> from = section.value("from", "a day such as 2026-11-30", PriceFiles::day);
        Optional<BigDecimal> cacheRead = amount(section, "cacheRead");
        Optional<BigDecimal> cacheWrite = amount(section, "cacheWrite");
        Optional<BigDecimal> cacheWriteLong = amount(section, "cacheWriteLong");
        Optional<BigDecimal> reasoning = amount(section, "reasoning");
        return model.isPresent() && input.isPresent() && output.isPresent()
                ? Optional.of(new Price(
                        model.get(), from, input.get(), output.get(), cacheRead, cacheWrite, cacheWriteLong, reasoning))
                : Optional.empty();
    }

    private static <T> Optional<T> required(YamlSection section, String key, Optional<T> value) {
        if (!section.has(key)) {
            section.wrong(key, "is missing; a price has 'model', 'input' and 'output'");
        }
        return value;
    }

    private static Optional<BigDecimal> amount(YamlSection section, String key) {
        return section.has(key) ? section.value(key, Amounts.EXPECTED, Amounts::parse) : Optional.empty();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException other) {
            return Optional.empty();
        }
    }
}

package dev.tagma.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagma.core.usage.Price;
import dev.tagma.core.usage.PriceTable;
import dev.tagma.core.usage.Tokens;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of prices that comes with the program, and a person's own. */
class PriceFilesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);
    private static final Tokens ONE_OF_EACH =
            new Tokens(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000);

    @TempDir
    private Path directory;

    private PriceTable read(String text) throws IOException {
        return PriceFiles.read(Files.writeString(directory.resolve("prices.yaml"), text));
    }

    @Test
    void theTableIsDatedAndSoundAndKnowsTheModelsOfTheAgents() {
        PriceTable table = PriceFiles.read(directory.resolve("none.yaml"));

        assertThat(LocalDate.parse(table.version())).isAfter(LocalDate.of(2026, 1, 1));
        assertThat(table.cost("claude-opus-5-5", DAY, ONE_OF_EACH))
                .hasValueSatisfying(cost -> assertThat(cost).isEqualByComparingTo("57.2"));
        assertThat(table.cost("claude-haiku-4-5-20251001", DAY, ONE_OF_EACH)).isPresent();
        assertThat(table.cost("fake-model", DAY, ONE_OF_EACH)).isEmpty();
        assertThat(table.prices()).allSatisfy(price -> {
            assertThat(price.input()).as(price.model()).isPositive().isLessThan(price.output());
            price.cacheRead().ifPresent(read -> assertThat(read).isPositive().isLessThan(price.input()));
        });
        assertThat(table.prices().stream().map(price -> price.model() + price.from()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPersonsOwnFileStandsBeforeIt() throws IOException {
        PriceTable table = read("""
                version: mine
                prices:
                  - {model: claude-opus-5-5, input: 1, output: 2}
                  - {model: local-*, from: 2026-01-01, input: 0, output: 0, cacheRead: 0}
                """);

        assertThat(table.prices().stream().filter(price -> price.model().equals("claude-opus-5-5")))
                .extracting(Price::input)
                .containsExactly(new BigDecimal("1"));
        assertThat(table.cost("local-llama", DAY, new Tokens(5, 5, 5, 0, 0, 5)))
                .hasValueSatisfying(cost -> assertThat(cost).isZero());
        assertThat(table.version()).endsWith(" with mine");
    }

    @Test
    void everyMistakeIsSaidWithItsLine() {
        assertThatThrownBy(() -> read("""
                prices:
                  - {model: a, input: dear, output: 1}
                  - {model: b, output: 1, outptu: 2}
                """))
                .isInstanceOfSatisfying(
                        ConfigFault.class,
                        fault -> assertThat(fault.errors())
                                .satisfiesExactlyInAnyOrder(
                                        error -> assertThat(error).contains("'version' is missing"),
                                        error -> assertThat(error).contains(":2: ", "is 'dear'"),
                                        error -> assertThat(error).contains(":3: ", "input' is missing"),
                                        error -> assertThat(error).contains(":3: ", "did you mean 'output'")));
    }
}

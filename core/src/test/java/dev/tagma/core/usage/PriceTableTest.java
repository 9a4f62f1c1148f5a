package dev.tagma.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which price holds, and that money is exact. */
class PriceTableTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 29);
    private static final Tokens MILLION = new Tokens(1_000_000, 0, 0, 0, 0, 0);

    private static Price price(String model, Optional<LocalDate> from, String input) {
        return new Price(
                model,
                from,
                new BigDecimal(input),
                new BigDecimal("15"),
                Optional.of(new BigDecimal("0.3")),
                Optional.of(new BigDecimal("3.75")),
                Optional.empty(),
                Optional.empty());
    }

    private static PriceTable table(Price... prices) {
        return new PriceTable("test", List.of(prices));
    }

    private static Optional<BigDecimal> dollars(PriceTable table, String model, LocalDate day, Tokens tokens) {
        return table.cost(model, day, tokens).map(BigDecimal::stripTrailingZeros);
    }

    @Test
    void everyTokenIsPaidForExactly() {
        PriceTable table = table(price("sonnet", Optional.empty(), "3"));

        assertThat(dollars(table, "sonnet", DAY, new Tokens(1, 1, 1, 1, 0, 1))).contains(new BigDecimal("0.00003705"));
        Tokens one = new Tokens(0, 0, 1, 0, 0, 0);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < 1_000_000; i++) {
            sum = sum.add(table.cost("sonnet", DAY, one).orElseThrow());
        }
        assertThat(sum).isEqualByComparingTo("0.3");
    }

    @Test
    void aModelThatIsNotThereHasNoPriceAndNeitherHasAKindThatIsNot() {
        PriceTable table = table(price("sonnet", Optional.empty(), "3"));

        assertThat(table.cost("opus", DAY, MILLION)).isEmpty();
        assertThat(table.cost("sonnet-pro", DAY, MILLION)).isEmpty();
        assertThat(table.cost("sonnet", DAY, new Tokens(1, 0, 0, 0, 1, 0))).isEmpty();
    }

    @Test
    void aVersionOfAModelCostsWhatTheModelCosts() {
        PriceTable table = table(price("sonnet-4", Optional.empty(), "3"));

        for (String name :
                List.of("sonnet-4", "sonnet-4-20250514", "sonnet-4@20250514", "sonnet-4-2025-05-14", "sonnet-4[1m]")) {
            assertThat(dollars(table, name, DAY, MILLION)).as(name).contains(new BigDecimal("3"));
        }
        assertThat(table.cost("sonnet-4-5", DAY, MILLION)).isEmpty();
    }

    @Test
    void theLongestBeginningHoldsAndAWholeNameBeforeIt() {
        PriceTable table = table(
                price("local-*", Optional.empty(), "1"),
                price("local-big-*", Optional.empty(), "2"),
                price("local-big-one", Optional.empty(), "4"));

        assertThat(dollars(table, "local-small", DAY, MILLION)).contains(new BigDecimal("1"));
        assertThat(dollars(table, "local-big-two", DAY, MILLION)).contains(new BigDecimal("2"));
        assertThat(dollars(table, "local-big-one", DAY, MILLION)).contains(new BigDecimal("4"));
    }

    @Test
    void thePriceOfTheDayHolds() {
        PriceTable table = table(price("sonnet", Optional.empty(), "3"), price("sonnet", Optional.of(DAY), "2"));

        assertThat(dollars(table, "sonnet", DAY.minusDays(1), MILLION)).contains(new BigDecimal("3"));
        assertThat(dollars(table, "sonnet", DAY, MILLION)).contains(new BigDecimal("2"));
    }

    @Test
    void aPersonsOwnPricesStandBeforeTheOthers() {
        PriceTable table = table(price("sonnet", Optional.of(DAY), "3"), price("opus", Optional.empty(), "5"));

        PriceTable both = table.under(new PriceTable("mine", List.of(price("sonnet", Optional.empty(), "0.5"))));

        assertThat(dollars(both, "sonnet", DAY, MILLION)).contains(new BigDecimal("0.5"));
        assertThat(dollars(both, "opus", DAY, MILLION)).contains(new BigDecimal("5"));
        assertThat(both.version()).isEqualTo("test with mine");
    }
}

package dev.tagma.core.usage;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What models cost, as of some day. A model that is not in it has no known price, which is not the price of nothing.
 *
 * @param version names this state of the table, as people see it
 * @param prices earlier ones stand before later ones of the same name
 */
public record PriceTable(String version, List<Price> prices) {

    /** Vendors name a version of a model by its day; it costs what the model costs. */
    private static final Pattern DATED = Pattern.compile("[-@](\\d{8}|\\d{4}-\\d{2}-\\d{2})$");

    /** Some agents note so how large a context they use. */
    private static final Pattern CONTEXT = Pattern.compile("\\[\\w+]$");

    public PriceTable {
        prices = List.copyOf(prices);
    }

    /** This table behind another one, whose prices hold where it has one. */
    public PriceTable under(PriceTable own) {
        List<Price> all = new ArrayList<>(own.prices);
        prices.stream()
                .filter(price ->
                        own.prices.stream().noneMatch(other -> other.model().equals(price.model())))
                .forEach(all::add);
        return new PriceTable(version + " with " + own.version, all);
    }

    /** What these tokens of the model cost on that day; none where that is not known. */
    public Optional<BigDecimal> cost(String model, LocalDate day, Tokens tokens) {
        return price(model, day).flatMap(price -> price.of(tokens));
    }

    /** By its whole name, else without what names its version, else by the longest beginning. */
    private Optional<Price> price(String model, LocalDate day) {
        String plain = CONTEXT.matcher(model).replaceFirst("");
        return named(plain, day)
                .or(() -> named(DATED.matcher(plain).replaceFirst(""), day))
                .or(() -> beginning(plain, day));
    }

    private Optional<Price> named(String model, LocalDate day) {
        return newest(prices.stream()
                .filter(price -> price.model().equals(model) && price.holdsOn(day))
                .toList());
    }

    private Optional<Price> beginning(String model, LocalDate day) {
        List<Price> fitting = prices.stream()
                .filter(price -> price.holdsOn(day)
                        && price.model().endsWith("*")
                        && model.startsWith(
                                price.model().substring(0, price.model().length() - 1)))
                .toList();
        int longest =
                fitting.stream().mapToInt(price -> price.model().length()).max().orElse(0);
        return newest(fitting.stream()
                .filter(price -> price.model().length() == longest)
                .toList());
    }

    private static Optional<Price> newest(List<Price> fitting) {
        return fitting.stream().max(Comparator.comparing(price -> price.from().orElse(LocalDate.MIN)));
    }
}

package dev.tagma.app.config;

import java.math.BigDecimal;
import java.util.Optional;

/** Amounts of money as people write them. */
final class Amounts {

    static final String EXPECTED = "an amount of US dollars such as 5 or 0.25";

    private Amounts() {}

    static Optional<BigDecimal> parse(String text) {
        return text.matches("[0-9]{1,12}(\\.[0-9]{1,9})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }
}

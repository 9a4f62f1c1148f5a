package dev.tagma.core.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is told of one message comes to the same in whatever order and however often it is told. */
class TokensTest {

    @Provide
    Arbitrary<Tokens> tokens() {
        return Arbitraries.longs()
                .between(0, 3)
                .list()
                .ofSize(6)
                .map(n -> new Tokens(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5)));
    }

    @Example
    void moreThanCanBeCountedIsTheMostThatCanBe() {
        Tokens absurd = new Tokens(Long.MAX_VALUE - 1, 7, 0, 0, 0, 0);

        assertThat(absurd.total()).isEqualTo(Long.MAX_VALUE);
        assertThat(absurd.plus(absurd)).isEqualTo(new Tokens(Long.MAX_VALUE, 14, 0, 0, 0, 0));
    }

    @Property
    void theLargerOfBothIsTheSameEitherWayRound(@ForAll("tokens") Tokens one, @ForAll("tokens") Tokens other) {
        assertThat(one.larger(other).total()).isEqualTo(Math.max(one.total(), other.total()));
        assertThat(one.larger(other).equals(one) || one.larger(other).equals(other))
                .isTrue();
        if (!one.equals(other)) {
            assertThat(one.larger(other)).isEqualTo(other.larger(one));
        }
    }

    @Property
    void theLargestOfThreeIsTheSameHoweverTheyCome(
            @ForAll("tokens") Tokens one, @ForAll("tokens") Tokens two, @ForAll("tokens") Tokens three) {
        assertThat(one.larger(two).larger(three)).isEqualTo(three.larger(one).larger(two));
    }

    @Example
    void tokensAreNeverFewerThanNone() {
        assertThatThrownBy(() -> new Tokens(1, -1, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}

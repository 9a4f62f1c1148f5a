package dev.tagma.core.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SandboxRuleTest {

    private static final SandboxRule PLAIN = wish("off")
            .over(new SandboxWish(
                            Optional.of(SandboxKind.BUBBLEWRAP),
                            Optional.empty(),
                            Limits.NONE,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty())
                    .over(SandboxRule.NONE));

    private static SandboxWish wish(String... network) {
        return new SandboxWish(
                Optional.empty(),
                Network.parse(List.of(network)),
                Limits.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static SandboxWish kind(SandboxKind kind, String... image) {
        return new SandboxWish(
                Optional.of(kind),
                Optional.empty(),
                Limits.NONE,
                Optional.empty(),
                Optional.empty(),
                List.of(image).stream().findFirst());
    }

    private static SandboxWish places(List<String> readable, List<String> writable) {
        return new SandboxWish(
                Optional.empty(),
                Optional.empty(),
                Limits.NONE,
                Optional.of(readable),
                Optional.of(writable),
                Optional.empty());
    }

    private static SandboxWish limits(Limits limits) {
        return new SandboxWish(
                Optional.empty(), Optional.empty(), limits, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void whatIsSaidHoldsOverWhatHeldAndTheRestStays() {
        SandboxRule rule = limits(new Limits(Optional.of(1L << 30), Optional.empty(), Optional.of(50)))
                .over(PLAIN);

        assertThat(rule.kind()).isEqualTo(SandboxKind.BUBBLEWRAP);
        assertThat(rule.network()).isEqualTo(new Network.Off());
        assertThat(rule.limits().memory()).contains(1L << 30);
        assertThat(SandboxWish.SILENT.over(rule)).isEqualTo(rule);
        assertThat(kind(SandboxKind.NONE).over(rule)).isEqualTo(SandboxRule.NONE);
    }

    @Test
    void anImageGoesWithTheContainersAlone() {
        SandboxRule container = kind(SandboxKind.DOCKER, "node:22").over(SandboxRule.NONE);

        assertThat(container.objection()).isEmpty();
        assertThat(kind(SandboxKind.PODMAN).over(container).image()).contains("node:22");
        assertThat(kind(SandboxKind.BUBBLEWRAP).over(container).image()).isEmpty();
        assertThat(kind(SandboxKind.DOCKER).over(SandboxRule.NONE).objection())
                .hasValueSatisfying(why -> assertThat(why).contains("name one as 'image'"));
        assertThat(kind(SandboxKind.BUBBLEWRAP, "x").over(SandboxRule.NONE).objection())
                .isPresent();
        assertThat(kind(SandboxKind.DOCKER, "--privileged")
                        .over(SandboxRule.NONE)
                        .objection())
                .isPresent();
    }

    @Test
    void whatIsOfASandboxIsNothingWithoutOne() {
        assertThat(SandboxRule.NONE.objection()).isEmpty();
        assertThat(wish("off").over(SandboxRule.NONE).objection()).isPresent();
        assertThat(places(List.of("/a"), List.of()).over(SandboxRule.NONE).objection())
                .isPresent();
    }

    @Test
    void placesAreAbsoluteAndLeadNowhereElse() {
        assertThat(places(List.of("/a/b"), List.of("/c")).over(PLAIN).objection())
                .isEmpty();
        assertThat(places(List.of("a"), List.of()).over(PLAIN).objection()).isPresent();
        assertThat(places(List.of(), List.of("/a/../b")).over(PLAIN).objection())
                .isPresent();
    }

    @Test
    void nothingIsMoreThanNoSandbox() {
        assertThat(PLAIN.beyond(SandboxRule.NONE)).isEmpty();
        assertThat(SandboxRule.NONE.beyond(PLAIN)).contains("no sandbox");
        assertThat(kind(SandboxKind.DOCKER, "x").over(SandboxRule.NONE).beyond(PLAIN))
                .contains("another kind of sandbox");
    }

    @Test
    void aWiderNetworkIsMore() {
        SandboxRule listed = wish("*.example.com", "example.com").over(PLAIN);

        assertThat(PLAIN.beyond(listed)).isEmpty();
        assertThat(wish("a.example.com").over(PLAIN).beyond(listed)).isEmpty();
        assertThat(wish("a.example.org").over(PLAIN).beyond(listed)).contains("host a.example.org:443");
        assertThat(wish("on").over(PLAIN).beyond(listed)).contains("network on");
        assertThat(listed.beyond(PLAIN)).isPresent();
        assertThat(listed.beyond(wish("on").over(PLAIN))).isEmpty();
    }

    @Test
    void moreOrNoLimitIsMore() {
        SandboxRule limited = limits(new Limits(Optional.of(1L << 30), Optional.of(100), Optional.of(100)))
                .over(PLAIN);

        assertThat(limited.beyond(PLAIN)).isEmpty();
        assertThat(PLAIN.beyond(limited)).contains("more memory");
        assertThat(limits(new Limits(Optional.empty(), Optional.of(101), Optional.empty()))
                        .over(limited)
                        .beyond(limited))
                .contains("more processes");
        assertThat(limits(new Limits(Optional.empty(), Optional.of(99), Optional.of(100)))
                        .over(limited)
                        .beyond(limited))
                .isEmpty();
    }

    @Test
    void placesWithinWhatIsAllowedAreNoMore() {
        SandboxRule wide = places(List.of("/data"), List.of("/work")).over(PLAIN);

        assertThat(places(List.of("/data/a", "/work/b"), List.of("/work/c"))
                        .over(PLAIN)
                        .beyond(wide))
                .isEmpty();
        assertThat(places(List.of(), List.of("/data/a")).over(PLAIN).beyond(wide))
                .contains("writing to /data/a");
        assertThat(places(List.of("/database"), List.of()).over(PLAIN).beyond(wide))
                .contains("reading /database");
    }

    @Test
    void amountsAreAsPeopleWriteThem() {
        assertThat(Limits.parseMemory("512m")).contains(512L << 20);
        assertThat(Limits.parseMemory("4g")).contains(4L << 30);
        assertThat(Limits.parseMemory("1m")).isEmpty();
        assertThat(Limits.parseMemory("4")).isEmpty();
        assertThat(Limits.parseCpus("1.5")).contains(150);
        assertThat(Limits.parseCpus("0")).isEmpty();
        assertThat(Limits.parseCpus("-1")).isEmpty();
        assertThat(Limits.words(3L << 29)).isEqualTo("1536 MiB");
        assertThatThrownBy(() -> new Limits(Optional.of(1L), Optional.empty(), Optional.empty()))
                .hasMessageContaining("too little");
    }

    @Test
    void aNetworkIsSaidByTheWordsThatItIsReadFrom() {
        for (List<String> words : List.of(List.of("on"), List.of("off"), List.of("a.b:443", "*.c.d:80"))) {
            assertThat(Network.parse(words).orElseThrow().words()).isEqualTo(words);
        }
        assertThat(Network.parse(List.of())).isEmpty();
        assertThat(Network.parse(List.of("on", "off"))).isEmpty();
    }
}

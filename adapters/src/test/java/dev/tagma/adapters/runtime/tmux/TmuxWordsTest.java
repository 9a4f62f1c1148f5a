package dev.tagma.adapters.runtime.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tagma.spi.runtime.Liveness;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The small languages: words, formats, versions, states, notifications and places. */
class TmuxWordsTest {

    @Test
    void wordsAreQuoted() {
        assertThat(TmuxWords.quoted("a b")).isEqualTo("'a b'");
        assertThat(TmuxWords.quoted("")).isEqualTo("''");
        assertThat(TmuxWords.quoted("it's")).isEqualTo("'it'\\''s'");
        assertThat(TmuxWords.quoted("a\nb")).isEqualTo("'a'\"\\n\"'b'");
        assertThat(TmuxWords.quoted(List.of("a", "b c"))).isEqualTo("'a' 'b c'");
        assertThatIllegalArgumentException().isThrownBy(() -> TmuxWords.quoted("\0"));
    }

    @Test
    void formatsAreEscaped() {
        assertThat(TmuxWords.unexpanded("plain")).isEqualTo("plain");
        assertThat(TmuxWords.unexpanded("#{pid}")).isEqualTo("##{pid}");
        assertThat(TmuxWords.unexpanded("a##b#")).isEqualTo("a####b##");
        assertThat(TmuxWords.unexpanded("#[x]##[y]")).isEqualTo("#[x]##[y]");
    }

    @Test
    void versionsAreRead() {
        assertThat(TmuxVersion.parse("tmux 3.3a")).contains(new TmuxVersion(3, 3));
        assertThat(TmuxVersion.parse("tmux 3.10")).contains(new TmuxVersion(3, 10));
        assertThat(TmuxVersion.parse("tmux next-3.5")).contains(new TmuxVersion(3, 5));
        assertThat(TmuxVersion.parse("tmux master").orElseThrow().sufficient()).isTrue();
        assertThat(TmuxVersion.parse("tmux openbsd-7.6").orElseThrow().sufficient())
                .isTrue();
        assertThat(TmuxVersion.parse("screen 4.9")).isEmpty();
        assertThat(new TmuxVersion(3, 10).sufficient()).isTrue();
        assertThat(new TmuxVersion(3, 2).sufficient()).isTrue();
        assertThat(new TmuxVersion(3, 1).sufficient()).isFalse();
        assertThat(new TmuxVersion(2, 9).sufficient()).isFalse();
    }

    @Test
    void statesAreRead() {
        assertThat(PaneState.parse("0 : 77 1700000000 Gi=31,s=1 \\033 %output x"))
                .contains(new PaneState(false, OptionalInt.empty(), 77, 1_700_000_000, "Gi=31,s=1 \\033 %output x"));
        assertThat(PaneState.parse("1 3: 77 1700000000 ").orElseThrow().liveness())
                .isEqualTo(new Liveness.Dead(OptionalInt.of(3)));
        assertThat(PaneState.parse("1 :9 77 1700000000 t").orElseThrow().liveness())
                .isEqualTo(new Liveness.Dead(OptionalInt.of(137)));
        assertThat(PaneState.parse("1 : 77 1700000000 t").orElseThrow().uncollected())
                .isTrue();
        for (String broken : List.of("", "0", "0 : 77", "0 x 77 1 t", "0 : x 1 t", "0 : 77 x t")) {
            assertThat(PaneState.parse(broken)).as(broken).isEmpty();
        }
    }

    @Test
    void notificationsAreRead() {
        assertThat(Notification.parse("%subscription-changed tagma-pane $0 @2 1 %3 : 0 : 77 5 a : b"))
                .contains(new Notification.PaneIs("%3", new PaneState(false, OptionalInt.empty(), 77, 5, "a : b")));
        assertThat(Notification.parse("%subscription-changed tagma-beat $0 - - - : 5"))
                .isEmpty();
        assertThat(Notification.parse("%unlinked-window-close @4")).contains(new Notification.WindowClosed("@4"));
        assertThat(Notification.parse("%client-detached /dev/pts/4")).contains(new Notification.SomebodyLeft());
        assertThat(Notification.parse("%output %1 text")).isEmpty();
        assertThat(Notification.parse("%")).isEmpty();
        assertThat(Notification.parse("%window-close")).isEmpty();
    }

    @Test
    void theSocketIsShortPrivateAndOnePerStateDirectory() {
        Path state = Path.of("/home/me/.local/state/tagma");
        Path inRuntime = TmuxSettings.socketFor(state, Optional.of(Path.of("/run/user/1000")), Path.of("/tmp"), "me");
        Path other = TmuxSettings.socketFor(
                Path.of("/home/me/elsewhere"), Optional.of(Path.of("/run/user/1000")), Path.of("/tmp"), "me");
        Path without = TmuxSettings.socketFor(state, Optional.empty(), Path.of("/tmp"), "me");
        Path tooLong =
                TmuxSettings.socketFor(state, Optional.of(Path.of("/run/" + "x".repeat(90))), Path.of("/tmp"), "me");

        assertThat(inRuntime.getParent()).isEqualTo(Path.of("/run/user/1000/tagma"));
        assertThat(other.getParent()).isEqualTo(inRuntime.getParent());
        assertThat(other).isNotEqualTo(inRuntime);
        assertThat(without.getParent()).isEqualTo(Path.of("/tmp/tagma-me"));
        assertThat(tooLong).isEqualTo(without);
        assertThat(TmuxSettings.socketFor(state.resolve("../tagma"), Optional.empty(), Path.of("/tmp"), "me"))
                .isEqualTo(without);
    }

    @Test
    void aSocketPathThatIsTooLongIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TmuxSettings(
                        "tmux", Path.of("/" + "x".repeat(100)), Path.of("/tmp"), "b", Optional.empty()))
                .withMessageContaining("99 bytes");
    }
}

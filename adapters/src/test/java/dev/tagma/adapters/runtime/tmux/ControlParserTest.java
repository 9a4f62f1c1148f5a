package dev.tagma.adapters.runtime.tmux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ControlParserTest {

    private final List<String> heard = new ArrayList<>();
    private OptionalInt nextLines = OptionalInt.empty();

    private final ControlParser parser = new ControlParser("mark", new ControlParser.Receiver() {
        @Override
        public OptionalInt linesOfNextBlock() {
            return nextLines;
        }

        @Override
        public void block(Reply.Block block) {
            heard.add((block.failed() ? "failed " : "block ") + block.lines());
        }

        @Override
        public void exchangeEnded() {
            heard.add("end");
        }

        @Override
        public void complaint(String text) {
            heard.add("complaint " + text);
        }

        @Override
        public void notification(String line) {
            heard.add("notification " + line);
        }
    });

    private void hear(String... lines) {
        List.of(lines).forEach(parser::accept);
    }

    @Test
    void theMarkEndsAnExchangeOfAnyNumberOfBlocks() {
        hear(
                "%begin 1 5 1",
                "a", "b", "%end 1 5 1", "%begin 1 6 1", "%end 1 6 1", "%begin 1 7 1", "mark", "%end 1 7 1");

        assertThat(heard).containsExactly("block [a, b]", "block []", "end");
    }

    @Test
    void failuresAreTold() {
        hear("%begin 1 5 1", "no such thing", "%error 1 5 1", "%begin 1 7 1", "mark", "%end 1 7 1");

        assertThat(heard).containsExactly("failed [no such thing]", "end");
    }

    @Test
    void textOutsideOfBlocksIsAFailureThatCameLate() {
        hear("%begin 1 5 1", "%end 1 5 1", "/x: No such file", "%begin 1 7 1", "mark", "%end 1 7 1");

        assertThat(heard).containsExactly("block []", "failed [/x: No such file]", "end");
    }

    @Test
    void blocksOfTheAttachingAreNobodysAnswer() {
        hear("%begin 1 5 0", "%end 1 5 0", "%begin 1 6 0", "can't find session: x", "%error 1 6 0");

        assertThat(heard).containsExactly("complaint can't find session: x");
    }

    @Test
    void notificationsStandBetweenBlocks() {
        hear("%session-changed $0 x", "%begin 1 5 1", "%window-close @1", "%end 1 5 1", "%window-close @2");

        assertThat(heard)
                .containsExactly(
                        "notification %session-changed $0 x",
                        "block [%window-close @1]", "notification %window-close @2");
    }

    @Test
    void countedLinesAreNeverTakenForAnEnd() {
        nextLines = OptionalInt.of(4);

        hear("%begin 1 5 1", "%end 1 5 1", "%error 1 5 1", "%begin 1 6 1", "", "%end 1 5 1", "%window-close @1");

        assertThat(heard)
                .containsExactly("block [%end 1 5 1, %error 1 5 1, %begin 1 6 1, ]", "notification %window-close @1");
    }

    @Test
    void anEndOfAnotherBlockIsText() {
        hear("%begin 1 5 1", "%end 1 4 1", "%end 2 5 1", "%end 1 5 1");

        assertThat(heard).containsExactly("block [%end 1 4 1, %end 2 5 1]");
    }
}

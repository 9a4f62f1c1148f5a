package dev.tagma.adapters.agent.acp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void whoeverLooksWhileWordsAreSaidSeesTheBeginningOfThem() throws InterruptedException {
        Words words = new Words();
        List<String> seen = new ArrayList<>();
        Thread agent = Thread.ofPlatform().start(() -> {
            for (int round = 0; round < 2_000; round++) {
                for (int i = 0; i < 50; i++) {
                    words.add("abcdefghij");
                }
                words.clear();
            }
        });
        while (agent.isAlive()) {
            seen.add(words.text());
        }
        agent.join();

        assertThat(seen).isNotEmpty().allMatch("abcdefghij".repeat(50)::startsWith);
    }
}

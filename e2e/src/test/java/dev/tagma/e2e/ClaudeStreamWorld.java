package dev.tagma.e2e;

import java.nio.file.Path;
import java.util.List;

/** The real Claude Code without its terminal, spoken to in its stream. */
final class ClaudeStreamWorld implements World {

    private final ClaudeWorld program = new ClaudeWorld();

    @Override
    public String agent() {
        return program.agent();
    }

    @Override
    public List<String> driving() {
        return List.of("--driver", "protocol");
    }

    @Override
    public String configuration(List<String> wrapper) {
        return program.configuration(wrapper);
    }

    @Override
    public List<String> subscribed() {
        return program.subscribed();
    }

    /** Without a terminal there is nobody whom it could ask. */
    @Override
    public List<String> distrusting() {
        throw new UnsupportedOperationException("it asks for no trust");
    }

    @Override
    public void prepare(Path home, Path repository) {
        program.prepare(home, repository);
    }

    @Override
    public void open(String gate) {
        program.open(gate);
    }

    @Override
    public void awaitAt(String gate) {
        program.awaitAt(gate);
    }

    @Override
    public long told(String words) {
        return program.told(words);
    }

    @Override
    public List<String> heard() {
        return program.heard();
    }

    @Override
    public void close() {
        program.close();
    }
}

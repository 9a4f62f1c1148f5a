package dev.tagma.cli.skill;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The text that teaches an agent to delegate. */
final class SkillText {

    private static final String NAME = "skill.md";

    private SkillText() {}

    static String read() {
        try (InputStream in = SkillText.class.getResourceAsStream(NAME)) {
            if (in == null) {
                throw new IllegalStateException("This build has no " + NAME);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

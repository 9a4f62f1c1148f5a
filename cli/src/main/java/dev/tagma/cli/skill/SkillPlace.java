package dev.tagma.cli.skill;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where an agent program looks for what it is to know, and how it stands there. */
public sealed interface SkillPlace permits SkillFile, SkillPart {

    Path file();

    /** What is to stand in the file, given what stands there; refused where that is not ours to change. */
    String content(Optional<String> present);

    /**
     * For Claude Code: a skill of its own.
     *
     * @param environment may move the person's directory
     */
    static SkillPlace claude(Map<String, String> environment, Path person) {
        Path own = directory(environment, "CLAUDE_CONFIG_DIR", person.resolve(".claude"));
        return new SkillFile(own.resolve("skills/tagma/SKILL.md"));
    }

    static SkillPlace claudeIn(Path project) {
        return new SkillFile(project.resolve(".claude/skills/tagma/SKILL.md"));
    }

    /** For Codex: a part of the file that it reads, which is the person's own otherwise. */
    static SkillPlace codex(Map<String, String> environment, Path person) {
        return new SkillPart(
                directory(environment, "CODEX_HOME", person.resolve(".codex")).resolve("AGENTS.md"));
    }

    static SkillPlace codexIn(Path project) {
        return new SkillPart(project.resolve("AGENTS.md"));
    }

    private static Path directory(Map<String, String> environment, String variable, Path otherwise) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(otherwise);
    }
}

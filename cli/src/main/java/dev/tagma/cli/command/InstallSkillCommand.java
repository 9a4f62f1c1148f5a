package dev.tagma.cli.command;

import static dev.tagma.cli.command.Words.flag;
import static dev.tagma.cli.command.Words.given;

import dev.tagma.cli.json.JsonWriter;
import dev.tagma.cli.skill.Installation;
import dev.tagma.cli.skill.SkillPlace;
import dev.tagma.cli.talk.Exit;
import dev.tagma.cli.talk.Failure;
import dev.tagma.cli.talk.Span;
import dev.tagma.cli.talk.Style;
import dev.tagma.wire.json.Json;
import dev.tagma.wire.json.Json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code tagma install-skill}. */
final class InstallSkillCommand implements Command {

    private final OptionSpec claude = flag("For Claude Code: a skill, .claude/skills/tagma/SKILL.md.", "--claude");
    private final OptionSpec codex = flag("For Codex: a part of AGENTS.md; the rest of the file stays.", "--codex");
    private final OptionSpec global = flag("For all your projects, in your home directory.", "--global");
    private final OptionSpec local = flag("For the project in this directory only.", "--local");

    @Override
    public List<String> help() {
        return List.of(
                "Teaches agents to delegate with Tagma: writes what they read at their start, and says where.",
                "Again, it brings the same text up to date. What is not of its own making it leaves as it is.");
    }

    @Override
    public List<ArgSpec> words() {
        return List.of(claude, codex, global, local);
    }

    @Override
    public Exit run(Context context) {
        Values.notBoth(global, local);
        if (!given(claude) && !given(codex)) {
            throw Failure.usage("for which agent is not said: give --claude or --codex, or both");
        }
        if (!given(global) && !given(local)) {
            throw Failure.usage("where is not said: give --global or --local");
        }
        places(context).forEach(place -> install(context, place));
        return Exit.OK;
    }

    private List<SkillPlace> places(Context context) {
        var places = new ArrayList<SkillPlace>();
        Path here = context.workingDirectory();
        if (given(claude)) {
            places.add(
                    given(local)
                            ? SkillPlace.claudeIn(here)
                            : SkillPlace.claude(context.environment(), person(context)));
        }
        if (given(codex)) {
            places.add(
                    given(local) ? SkillPlace.codexIn(here) : SkillPlace.codex(context.environment(), person(context)));
        }
        return places;
    }

    private static Path person(Context context) {
        return Optional.ofNullable(context.environment().get("HOME"))
                .filter(home -> home.startsWith("/"))
                .map(Path::of)
                .orElseThrow(() -> Failure.failed("HOME is not set: --global does not know where to write"));
    }

    private static void install(Context context, SkillPlace place) {
        Installation.Outcome outcome = Installation.at(place);
        String word = outcome.name().toLowerCase(Locale.ROOT);
        if (context.json()) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("file", Json.of(place.file().toString()));
            members.put("outcome", Json.of(word));
            context.talk().printJson(JsonWriter.write(new JsonObject(members)));
        } else {
            context.talk()
                    .print(Span.of(word + " ", Style.GOOD), Span.of(place.file().toString()));
        }
    }
}

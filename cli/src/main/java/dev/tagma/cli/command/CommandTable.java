package dev.tagma.cli.command;

import dev.tagma.cli.completion.Completable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** All commands with their words, as completions are made of them. */
final class CommandTable {

    private CommandTable() {}

    static Completable all() {
        return new Completable(
                "tagma",
                "",
                options(List.of(), Common.words()),
                Optional.empty(),
                Commands.all().stream().map(CommandTable::entry).toList());
    }

    private static Completable entry(Commands.Entry entry) {
        return switch (entry) {
            case Commands.Named named -> named(named);
            case Commands.Family family ->
                new Completable(
                        family.name(),
                        family.summary(),
                        options(List.of(), Common.words()),
                        Optional.empty(),
                        family.members().stream().map(CommandTable::named).toList());
        };
    }

    private static Completable named(Commands.Named named) {
        Command command = named.maker().get();
        List<ArgSpec> words = command.words();
        Optional<Completable.Kind> arguments = words.stream()
                .flatMap(word -> word instanceof PositionalParamSpec argument ? Stream.of(argument) : Stream.empty())
                .findFirst()
                .flatMap(argument -> kind(argument.paramLabel()));
        return new Completable(
                named.name(), named.summary(), options(words, Common.words(command)), arguments, List.of());
    }

    private static Optional<Completable.Kind> kind(String label) {
        return switch (label) {
            case "ID" -> Optional.of(Completable.Kind.HANDLES);
            case "AGENT" -> Optional.of(Completable.Kind.AGENTS);
            case "RESCUE" -> Optional.of(Completable.Kind.RESCUES);
            default -> Optional.empty();
        };
    }

    private static List<Completable.Option> options(List<ArgSpec> words, List<OptionSpec> common) {
        var options = new ArrayList<Completable.Option>();
        Stream.concat(words.stream(), common.stream()).forEach(word -> {
            if (word instanceof OptionSpec option) {
                options.add(new Completable.Option(
                        Stream.of(option.names()).distinct().toList(),
                        option.arity().max() > 0,
                        option.description()[0].replace("%%", "%")));
            }
        });
        return options;
    }
}

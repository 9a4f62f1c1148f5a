package dev.tagma.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What may stand on a command line, described without annotations: then nothing has to be looked up by reflection before
 * a command can begin.
 */
final class Words {

    private Words() {}

    static OptionSpec flag(String help, String... names) {
        return OptionSpec.builder(names)
                .type(boolean.class)
                .arity("0")
                .description(escaped(help))
                .build();
    }

    static OptionSpec value(String label, String help, String... names) {
        return OptionSpec.builder(names)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(escaped(help))
                .build();
    }

    /** An option that may be given several times. */
    static OptionSpec repeated(String label, String help, String... names) {
        return OptionSpec.builder(names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(escaped(help))
                .build();
    }

    static PositionalParamSpec argument(int index, String label, String arity, String help) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .type(String.class)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .paramLabel(label)
                .description(escaped(help))
                .build();
    }

    /** All arguments from an index on. */
    static PositionalParamSpec arguments(int index, String label, String arity, String help) {
        return PositionalParamSpec.builder()
                .index(index + "..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity(arity)
                .required(!arity.startsWith("0"))
                .paramLabel(label)
                .description(escaped(help))
                .build();
    }

    /** A description is a format. */
    private static String escaped(String help) {
        return help.replace("%", "%%");
    }

    /** All of these, in this order: so they are shown in the help. */
    static List<ArgSpec> all(List<ArgSpec> first, List<ArgSpec> second, List<ArgSpec> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }

    static boolean given(OptionSpec flag) {
        Boolean value = flag.getValue();
        return value != null && value;
    }

    static Optional<String> text(ArgSpec word) {
        return Optional.ofNullable(word.<String>getValue());
    }

    static List<String> texts(ArgSpec word) {
        List<String> values = word.getValue();
        return values == null ? List.of() : values;
    }
}

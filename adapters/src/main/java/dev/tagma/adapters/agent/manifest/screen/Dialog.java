package dev.tagma.adapters.agent.manifest.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dialog on a screen.
 *
 * @param subject its text in front of the options, without frames
 * @param options the labels of its numbered options, in order
 */
public record Dialog(String subject, List<String> options) {

    private static final Pattern OPTION = Pattern.compile("[│ ]*(?:[●❯›>*] *)?(\\d)[.)] +(\\S.*?)[│█ ]*");
    private static final Pattern FRAME = Pattern.compile("^[│╭╰├─═╌ ]+|[│╮╯┤─═╌█ ]+$");

    public Dialog {
        options = List.copyOf(options);
    }

    static Dialog of(List<String> rows) {
        List<String> subject = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (String row : rows) {
            Matcher option = OPTION.matcher(row);
            if (option.matches() && Integer.parseInt(option.group(1)) == options.size() + 1) {
                options.add(option.group(2).strip());
            } else if (options.isEmpty()) {
                String text = FRAME.matcher(row).replaceAll("").strip();
                if (!text.isEmpty()) {
                    subject.add(text);
                }
            }
        }
        return new Dialog(String.join("\n", subject), options);
    }

    /** The digit of the first option whose label fits. */
    public Optional<Character> digit(Pattern label) {
        for (int i = 0; i < Math.min(9, options.size()); i++) {
            if (label.matcher(options.get(i)).find()) {
                return Optional.of((char) ('1' + i));
            }
        }
        return Optional.empty();
    }

    /** The same for the same dialog, however it is wrapped and whichever option is marked. */
    public String print() {
        return (subject + "\n" + String.join("\n", options)).replaceAll("\\s+", "");
    }
}

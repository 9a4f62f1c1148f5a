package dev.tagma.adapters.runtime.pty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes renditions (SGR) apart into single ones that JLine understands: it knows neither colons nor the colours of
 * underlines, and prints the rest of a sequence that is longer than two colours are.
 */
final class Renditions {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    private Renditions() {}

    static List<String> single(String parameters) {
        List<String> single = new ArrayList<>();
        String[] codes = parameters.split(";", -1);
        for (int i = 0; i < codes.length; i++) {
            String code = codes[i];
            if (code.indexOf(':') >= 0) {
                single.addAll(withColons(code.split(":", -1)));
            } else if (isColour(code)) {
                int length = Math.min(lengthOf(codes, i), codes.length - i);
                single.addAll(colour(Arrays.copyOfRange(codes, i, i + length)));
                i += length - 1;
            } else if (code.isEmpty() || NUMBER.matcher(code).matches()) {
                single.add(code.isEmpty() ? "0" : code);
            }
        }
        return single;
    }

    private static boolean isColour(String code) {
        return code.equals("38") || code.equals("48") || code.equals("58");
    }

    /** How many codes an extended colour has, its first one with them. */
    private static int lengthOf(String[] codes, int at) {
        String kind = at + 1 < codes.length ? codes[at + 1] : "";
        return switch (kind) {
            case "5" -> 3;
            case "2" -> 5;
            default -> 1;
        };
    }

    private static List<String> withColons(String[] parts) {
        if (parts[0].equals("4")) {
            return List.of(parts[1].equals("0") ? "24" : "4");
        }
        if (!isColour(parts[0]) || parts.length < 3) {
            return List.of();
        }
        if (parts[1].equals("2") && parts.length >= 5) {
            // The name of a colour space may stand in front of the three.
            int blue = Math.min(parts.length, 6) - 1;
            return colour(new String[] {parts[0], "2", parts[blue - 2], parts[blue - 1], parts[blue]});
        }
        return parts[1].equals("5") ? colour(new String[] {parts[0], "5", parts[2]}) : List.of();
    }

    /** Nothing where it is the colour of underlines, or none at all. */
    private static List<String> colour(String[] codes) {
        boolean known = codes.length > 2
                && !codes[0].equals("58")
                && Arrays.stream(codes).allMatch(code -> NUMBER.matcher(code).matches());
        return known ? List.of(String.join(";", codes)) : List.of();
    }
}

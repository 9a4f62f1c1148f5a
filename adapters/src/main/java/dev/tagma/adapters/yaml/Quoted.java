package dev.tagma.adapters.yaml;

/** Puts a value somebody gave into a message, so that it can neither flood nor forge it. */
final class Quoted {

    private static final int MOST = 80;

    private Quoted() {}

    /** The value in single quotes, control characters made visible, at most 80 characters of it. */
    static String of(String value) {
        return "'" + shortened(value) + "'";
    }

    private static String shortened(String value) {
        StringBuilder shown = new StringBuilder();
        int points = 0;
        for (int i = 0; i < value.length(); ) {
            int point = value.codePointAt(i);
            if (points++ == MOST) {
                return shown.append('…').toString();
            }
            boolean visible = !Character.isISOControl(point)
                    && Character.getType(point) != Character.FORMAT
                    && Character.getType(point) != Character.SURROGATE
                    && Character.getType(point) != Character.LINE_SEPARATOR
                    && Character.getType(point) != Character.PARAGRAPH_SEPARATOR;
            if (visible) {
                shown.appendCodePoint(point);
            } else {
                shown.append(String.format("\\u%04x", point));
            }
            i += Character.charCount(point);
        }
        return shown.toString();
    }
}

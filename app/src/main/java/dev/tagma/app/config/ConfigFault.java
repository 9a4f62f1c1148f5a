package dev.tagma.app.config;

import java.util.List;

/** A configuration file cannot be used; every error in it is listed. */
public final class ConfigFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> errors;

    ConfigFault(List<String> errors) {
        super(String.join("\n", errors));
        this.errors = List.copyOf(errors);
    }

    /** One line an error: file, line number, what is wrong, what to do. */
    public List<String> errors() {
        return errors;
    }
}

package dev.tagma.adapters.agent.manifest.form;

import java.util.List;

/** A manifest cannot be used; every error in it is listed. */
public final class ManifestFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> errors;

    public ManifestFault(List<String> errors) {
        super(String.join("\n", errors));
        this.errors = List.copyOf(errors);
    }

    /** One line an error: file, line number, what is wrong, what to do. */
    public List<String> errors() {
        return errors;
    }
}

package dev.tagma.cli.demo;

import dev.tagma.cli.api.Fields;
import dev.tagma.cli.talk.Span;

/** Where a demo shows what happens. */
public interface Screen {

    void line(Span... line);

    /** An event, as it came. */
    void event(Fields event);
}

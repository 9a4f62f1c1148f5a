package dev.tagma.wire.daemon;

import dev.tagma.wire.json.Doc;
import java.util.List;

@Doc("Whether everything that Tagma needs is there.")
public record DoctorJson(
        @Doc("Whether no check failed.") boolean ok,
        @Doc("What was looked at.") List<CheckJson> checks) {}

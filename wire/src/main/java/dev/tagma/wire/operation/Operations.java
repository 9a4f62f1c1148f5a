package dev.tagma.wire.operation;

import java.util.List;
import java.util.stream.Stream;

/** Everything that can be asked of Tagma. */
public final class Operations {

    private Operations() {}

    /** All operations, in the order of the reference. */
    public static List<Operation> all() {
        return Stream.of(
                        SessionOperations.all(),
                        MessageOperations.all(),
                        RequestOperations.all(),
                        WorkOperations.all(),
                        UsageOperations.all(),
                        TerminalOperations.all(),
                        AdoptOperations.all(),
                        SearchOperations.all(),
                        EventOperations.all(),
                        AgentOperations.all(),
                        TrustOperations.all(),
                        DaemonOperations.all())
                .flatMap(List::stream)
                .toList();
    }
}

package dev.tagma.e2e;

import dev.tagma.testkit.fault.CutSocket;
import dev.tagma.testkit.fault.Fault;
import dev.tagma.testkit.fault.Moment;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Every connection to the daemon is cut, streams of events and waiting commands too. */
final class CutStreams implements Fault {

    private final Stage stage;
    private Optional<CutSocket> socket = Optional.empty();

    CutStreams(Stage stage) {
        this.stage = stage;
    }

    @Override
    public Set<Moment> moments() {
        return EnumSet.allOf(Moment.class);
    }

    @Override
    public void strike(String session) throws Exception {
        if (socket.isEmpty()) {
            CutSocket between = CutSocket.before(stage.home().socket());
            stage.atTheEnd(between);
            socket = Optional.of(between);
        }
        socket.get().cut();
    }
}

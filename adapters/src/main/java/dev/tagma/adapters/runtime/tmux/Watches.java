package dev.tagma.adapters.runtime.tmux;

import dev.tagma.spi.runtime.Liveness;
import dev.tagma.spi.runtime.TerminalListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which panes somebody listens to. */
final class Watches {

    private final Map<String, PaneWatch> watches = new ConcurrentHashMap<>();
    private final Alarm alarm;

    Watches(Alarm alarm) {
        this.alarm = alarm;
    }

    PaneWatch add(PaneAddress address, TerminalListener listener) {
        return watches.compute(address.pane(), (pane, present) -> {
            PaneWatch watch = present == null ? new PaneWatch(pane, address.window(), alarm) : present;
            watch.add(listener);
            return watch;
        });
    }

    void remove(PaneWatch watch, TerminalListener listener) {
        watches.computeIfPresent(
                watch.pane(), (pane, present) -> present == watch && !watch.remove(listener) ? null : present);
    }

    void tell(String pane, PaneState state) {
        PaneWatch watch = watches.get(pane);
        if (watch != null) {
            watch.update(state);
        }
    }

    boolean any(String window) {
        return watches.values().stream().anyMatch(watch -> watch.window().equals(window));
    }

    /** Those that were there before a look at all panes; only for them does absence mean anything. */
    List<PaneWatch> present() {
        return List.copyOf(watches.values());
    }

    /** Tells the difference between what is and what listeners were told. */
    void compare(List<PaneWatch> before, Map<String, PaneState> panes) {
        for (PaneWatch watch : before) {
            PaneState state = panes.get(watch.pane());
            if (state == null) {
                end(watch, "its terminal was removed");
            } else {
                watch.update(state);
            }
        }
    }

    void endAll(String reason) {
        present().forEach(watch -> end(watch, reason));
    }

    private void end(PaneWatch watch, String reason) {
        watch.end(new Liveness.Gone(reason));
        watches.remove(watch.pane(), watch);
    }

    void lost(String reason) {
        present().forEach(watch -> watch.lost(reason));
    }

    void restored() {
        present().forEach(PaneWatch::restored);
    }

    void clear() {
        watches.clear();
    }
}

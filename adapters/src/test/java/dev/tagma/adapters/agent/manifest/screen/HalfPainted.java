package dev.tagma.adapters.agent.manifest.screen;

import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.runtime.Screen.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A screen as it looks while it is painted: some of its last rows are not there yet. */
final class HalfPainted {

    private HalfPainted() {}

    static Stream<Screen> of(Screen screen) {
        int count = screen.rows().size();
        return IntStream.range(1, count).mapToObj(shown -> {
            List<Row> rows = new ArrayList<>(screen.rows().subList(0, shown));
            while (rows.size() < count) {
                rows.add(new Row("", ""));
            }
            return new Screen(rows, screen.columns(), 0, 0, false, screen.title());
        });
    }
}

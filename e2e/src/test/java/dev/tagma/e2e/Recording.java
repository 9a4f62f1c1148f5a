package dev.tagma.e2e;

import dev.tagma.core.session.Lifecycle;
import dev.tagma.store.codec.StoreCodec;
import dev.tagma.testkit.history.History;
import dev.tagma.testkit.history.HistoryText;
import dev.tagma.testkit.history.Told;
import dev.tagma.wire.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the daemon's own record tells of a session, as a history for the test kit. */
record Recording(List<String> shows, List<Told> told) {

    static final String DIRECTORY = "tagma.history.write";

    static Recording of(Stage stage, String session) throws SQLException {
        List<Told> told = new ArrayList<>();
        for (Json event : stage.events(session)) {
            if (Stage.text(event, "type").equals("session.lifecycle")) {
                told.add(new Told.Reached(
                        Instant.parse(Stage.text(event, "time")),
                        Lifecycle.valueOf(
                                Stage.text(Stage.member(event, "data"), "to").toUpperCase(Locale.ROOT))));
            }
        }
        try (Connection store = DriverManager.getConnection(
                        "jdbc:sqlite:" + stage.home().state().resolve("tagma.db"));
                PreparedStatement facts =
                        store.prepareStatement("SELECT document FROM facts WHERE session = ? ORDER BY sequence")) {
            facts.setString(1, Stage.text(stage.show(session), "id"));
            ResultSet rows = facts.executeQuery();
            while (rows.next()) {
                told.add(new Told.Seen(new StoreCodec().facts().read(rows.getString(1))));
            }
        }
        told.sort(Comparator.comparing(Told::at));
        return new Recording(stage.activities(session), told);
    }

    /** Keeps it where the property says; otherwise it was played only to be checked. */
    void write(String name) throws IOException {
        Optional<String> directory = Optional.ofNullable(System.getProperty(DIRECTORY));
        if (directory.isPresent()) {
            Path place = Files.createDirectories(Path.of(directory.get()));
            Files.writeString(place.resolve(name + ".jsonl"), HistoryText.write(new History(name, shows, told)));
        }
    }
}

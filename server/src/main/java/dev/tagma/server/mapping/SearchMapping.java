package dev.tagma.server.mapping;

import dev.tagma.core.session.Handle;
import dev.tagma.core.session.Session;
import dev.tagma.engine.Fleet.Found;
import dev.tagma.engine.Fleet.Hit;
import dev.tagma.spi.search.Origin;
import dev.tagma.spi.search.SearchHit;
import dev.tagma.wire.search.HitJson;
import dev.tagma.wire.search.PieceJson;
import dev.tagma.wire.search.SearchJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a search found, and how each conversation is gone on with. */
public final class SearchMapping {

    private SearchMapping() {}

    public static SearchJson search(Found found) {
        return new SearchJson(found.hits().stream().map(SearchMapping::hit).toList(), found.more(), found.complete());
    }

    private static HitJson hit(Hit hit) {
        SearchHit found = hit.found();
        return switch (found.origin()) {
            case Origin.Own own ->
                new HitJson(
                        Optional.of(own.session()),
                        hit.session().map(Session::handle),
                        hit.session().flatMap(Session::removed).isPresent(),
                        own.agent(),
                        Optional.empty(),
                        hit.session().map(session -> session.workspace().path()).filter(path -> !path.isEmpty()),
                        found.role(),
                        found.tool(),
                        found.at(),
                        found.cursor(),
                        pieces(found),
                        hit.session().map(SearchMapping::resume).orElse(List.of()));
            case Origin.Foreign foreign ->
                new HitJson(
                        Optional.empty(),
                        Optional.<Handle>empty(),
                        false,
                        foreign.agent(),
                        Optional.of(foreign.conversation()),
                        foreign.place(),
                        found.role(),
                        found.tool(),
                        found.at(),
                        found.cursor(),
                        pieces(found),
                        resume(foreign));
        };
    }

    private static List<PieceJson> pieces(SearchHit found) {
        return found.snippet().stream()
                .map(piece -> new PieceJson(piece.text(), piece.found()))
                .toList();
    }

    private static List<String> resume(Session session) {
        boolean rests = session.removed().isEmpty() && !session.lifecycle().running();
        return rests ? List.of("tagma", "resume", session.handle().value()) : List.of();
    }

    private static List<String> resume(Origin.Foreign foreign) {
        List<String> command = new ArrayList<>(
                List.of("tagma", "create", "-a", foreign.agent().value(), "--resume", foreign.conversation()));
        foreign.place().ifPresent(place -> command.addAll(List.of("-p", place)));
        return command;
    }
}

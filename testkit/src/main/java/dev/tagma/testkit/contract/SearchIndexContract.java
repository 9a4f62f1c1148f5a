package dev.tagma.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.session.TenantId;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.search.Origin;
import dev.tagma.spi.search.SearchHit;
import dev.tagma.spi.search.SearchIndex;
import dev.tagma.spi.search.SearchQuery;
import dev.tagma.spi.search.SearchWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every search index does. */
public abstract class SearchIndexContract {

    private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");
    private static final AgentId CLAUDE = new AgentId("claude-code");
    private static final AgentId CODEX = new AgentId("codex");
    private static final Origin.Own OTTER = own(CLAUDE, 1);
    private static final Origin.Own OWL = own(CODEX, 2);
    private static final Origin.Foreign ELSEWHERE =
            new Origin.Foreign(TenantId.DEFAULT, CLAUDE, "c-elsewhere", Optional.of("/home/anna/api"));

    private SearchIndex index;

    /** An index in which nothing is; the same one as before when it is asked for again. */
    protected abstract SearchIndex open();

    @BeforeEach
    void openIndex() {
        index = open();
    }

    @AfterEach
    void closeIndex() {
        index.close();
    }

    private static Origin.Own own(AgentId agent, int number) {
        return new Origin.Own(
                TenantId.DEFAULT, agent, SessionId.parse("01980000-0000-7001-8000-%012d".formatted(number)));
    }

    /** An entry that was said that many minutes after the beginning. */
    private static TranscriptPage.Entry entry(String cursor, String role, String text, int minute) {
        return new TranscriptPage.Entry(
                cursor, role, text, Optional.empty(), Optional.of(T0.plus(Duration.ofMinutes(minute))));
    }

    private void said(Origin origin, String cursor, String text, int minute) {
        index.add(origin, List.of(entry(cursor, "assistant", text, minute)), cursor);
    }

    private static SearchQuery query(String text) {
        return new SearchQuery(
                TenantId.DEFAULT,
                SearchWords.parse(text),
                List.of(),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.empty(),
                50);
    }

    private List<String> found(SearchQuery query) {
        return index.search(query).stream().map(SearchHit::cursor).toList();
    }

    private List<String> found(String text) {
        return found(query(text));
    }

    @Test
    void whatHoldsEveryWordIsFoundNewestFirst() {
        said(OTTER, "c:1", "The login test is flaky", 1);
        said(OTTER, "c:2", "flaky no more", 2);
        said(OWL, "d:1", "Log in; the LOGIN is what is Flaky!", 3);

        assertThat(found("flaky login")).containsExactly("d:1", "c:1");
        assertThat(found("\"login test\"")).containsExactly("c:1");
        assertThat(found("logi*")).containsExactly("d:1", "c:1");
        assertThat(found("logi")).isEmpty();
    }

    @Test
    void aHitShowsWhatWasFound() {
        said(OTTER, "c:1", "because the login test\nis flaky", 1);

        SearchHit hit = index.search(query("flaky")).getFirst();

        assertThat(hit.origin()).isEqualTo(OTTER);
        assertThat(hit.role()).isEqualTo("assistant");
        assertThat(hit.at()).contains(T0.plus(Duration.ofMinutes(1)));
        assertThat(hit.snippet())
                .anySatisfy(piece -> assertThat(piece.text()).contains("flaky"))
                .anyMatch(SearchHit.Piece::found);
    }

    @Test
    void everyFilterMustHold() {
        said(OTTER, "c:1", "flaky", 1);
        index.add(OWL, List.of(entry("d:1", "user", "flaky", 2)), "d:1");
        said(ELSEWHERE, "e:1", "flaky", 3);

        SearchQuery all = query("flaky");
        assertThat(found(all)).containsExactly("e:1", "d:1", "c:1");
        assertThat(found(of(all, List.of(CODEX), Optional.empty(), true, Optional.empty(), Optional.empty())))
                .containsExactly("d:1");
        assertThat(found(of(
                        all,
                        List.of(),
                        Optional.of(Set.of(OTTER.session())),
                        true,
                        Optional.empty(),
                        Optional.empty())))
                .containsExactly("c:1");
        assertThat(found(of(all, List.of(), Optional.of(Set.of()), true, Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(found(of(all, List.of(), Optional.empty(), false, Optional.empty(), Optional.empty())))
                .containsExactly("d:1", "c:1");
        assertThat(found(of(
                        all,
                        List.of(),
                        Optional.empty(),
                        true,
                        Optional.of(T0.plus(Duration.ofMinutes(2))),
                        Optional.empty())))
                .containsExactly("e:1", "d:1");
        assertThat(found(of(all, List.of(), Optional.empty(), true, Optional.empty(), Optional.of("user"))))
                .containsExactly("d:1");
    }

    private static SearchQuery of(
            SearchQuery query,
            List<AgentId> agents,
            Optional<Set<SessionId>> sessions,
            boolean foreign,
            Optional<Instant> since,
            Optional<String> role) {
        return new SearchQuery(query.tenant(), query.words(), agents, sessions, foreign, since, role, query.limit());
    }

    @Test
    void oneTenantFindsNothingOfAnother() {
        said(new Origin.Own(new TenantId("other"), CLAUDE, OTTER.session()), "c:1", "flaky", 1);

        assertThat(found("flaky")).isEmpty();
    }

    @Test
    void noMoreIsGivenThanIsWanted() {
        IntStream.range(0, 30).forEach(number -> said(OTTER, "c:" + number, "flaky", number));

        SearchQuery query = query("flaky");
        assertThat(found(new SearchQuery(
                        query.tenant(),
                        query.words(),
                        List.of(),
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        2)))
                .containsExactly("c:29", "c:28");
    }

    @Test
    void thePlaceThatWasReachedIsRemembered() {
        assertThat(index.position(OTTER)).isEmpty();
        said(OTTER, "c:1", "one", 1);
        said(OTTER, "c:2", "two", 2);
        index.add(ELSEWHERE, List.of(), "stamp");

        assertThat(index.position(OTTER)).contains("c:2");
        assertThat(index.positions()).containsOnlyKeys(OTTER, ELSEWHERE).containsEntry(ELSEWHERE, "stamp");
    }

    /** Portions that overlap, come again, and come in any order: each entry is there once. */
    @Test
    void whatIsTakenInTwiceIsFoundOnce() {
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            Origin.Own origin = own(CLAUDE, 100 + seed);
            Set<String> expected = new java.util.TreeSet<>();
            for (int portion = 0; portion < 8; portion++) {
                int from = random.nextInt(40);
                List<TranscriptPage.Entry> entries = new ArrayList<>();
                for (int i = from; i < from + random.nextInt(15); i++) {
                    entries.add(entry("k%d:%d".formatted(seed, i), "user", "seed" + seed + " number" + i, i));
                    expected.add("k%d:%d".formatted(seed, i));
                }
                index.add(origin, entries, "k%d:%d".formatted(seed, from));
            }

            assertThat(found("seed" + seed)).doesNotHaveDuplicates();
            assertThat(found("seed" + seed).stream().collect(Collectors.toSet()))
                    .isEqualTo(expected);
        }
    }

    @Test
    void whatIsForgottenIsFoundNoMore() {
        said(OTTER, "c:1", "flaky", 1);
        said(OWL, "d:1", "flaky", 2);

        index.forget(OTTER);
        index.forget(OTTER);

        assertThat(found("flaky")).containsExactly("d:1");
        assertThat(index.position(OTTER)).isEmpty();
    }

    @Test
    void aForeignConversationThatASessionTakesOverIsTheSessions() {
        said(ELSEWHERE, "c-elsewhere:1", "flaky", 1);
        assertThat(index.held(ELSEWHERE)).isFalse();

        said(OTTER, "c-elsewhere:1", "flaky", 1);

        assertThat(index.held(ELSEWHERE)).isTrue();
        assertThat(index.search(query("flaky"))).extracting(SearchHit::origin).containsExactly(OTTER);
        assertThat(index.position(ELSEWHERE)).isEmpty();
    }

    @Test
    void whatASessionHeldIsNoForeignConversationAfterTheSessionIsForgotten() {
        said(OTTER, "c-elsewhere:1", "flaky", 1);

        index.forget(OTTER);

        assertThat(index.held(ELSEWHERE)).isTrue();
    }

    @Test
    void oneOfASessionsConversationsIsForgottenAlone() {
        said(OTTER, "c:1", "flaky", 1);
        said(OTTER, "c2:1", "flaky", 2);
        Optional<String> position = index.position(OTTER);

        index.forget(OTTER, "c");

        assertThat(found("flaky")).containsExactly("c2:1");
        assertThat(index.position(OTTER)).isEqualTo(position);
    }

    @Test
    void whichEventsWereLookedAtIsRemembered() {
        assertThat(index.reached(TenantId.DEFAULT)).isEmpty();
        index.reached(TenantId.DEFAULT, 7);
        index.reached(TenantId.DEFAULT, 9);

        assertThat(index.reached(TenantId.DEFAULT)).contains(9L);
    }

    /** Whatever a person types is searched for or refused with a reason; it is never a fault of the index. */
    @Test
    void nothingThatIsTypedIsSyntax() {
        said(OTTER, "c:1", "NEAR (a OR b) AND NOT \"c\" text:x ^y {z} -w \u0001\u0002 'quoted' ''", 1);
        List<String> hostile = new ArrayList<>(List.of(
                "NEAR(a b)",
                "a OR",
                "AND",
                "NOT a",
                "\"",
                "\"unclosed",
                "a\" OR 1=1 --",
                "text:x",
                "{text}:x",
                "^y",
                "-w",
                "a*b*",
                "***a***",
                "'; DROP TABLE entry; --",
                "a\u0000b",
                "\ud800 lone",
                "\u202e rtl a",
                "😀 a",
                "a".repeat(1_000)));
        Random random = new Random(7);
        String alphabet = "ab \"*-:^(){}'\\\u0000\n\t😀é%_+ORNEAT";
        for (int i = 0; i < 300; i++) {
            hostile.add(random.ints(1 + random.nextInt(30), 0, alphabet.length())
                    .mapToObj(at -> alphabet.substring(at, at + 1))
                    .collect(Collectors.joining()));
        }
        for (String typed : hostile) {
            Optional<SearchWords> words = parsed(typed);
            words.ifPresent(some -> assertThat(index.search(of(
                            query("a"), List.of(), Optional.empty(), true, Optional.empty(), Optional.empty(), some)))
                    .as(typed)
                    .hasSizeLessThan(2));
        }
        assertThat(found("NEAR")).containsExactly("c:1");
        assertThat(found("OR not AND")).containsExactly("c:1");
    }

    private static SearchQuery of(
            SearchQuery query,
            List<AgentId> agents,
            Optional<Set<SessionId>> sessions,
            boolean foreign,
            Optional<Instant> since,
            Optional<String> role,
            SearchWords words) {
        return new SearchQuery(query.tenant(), words, agents, sessions, foreign, since, role, query.limit());
    }

    private static Optional<SearchWords> parsed(String typed) {
        try {
            return Optional.of(SearchWords.parse(typed));
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }
}

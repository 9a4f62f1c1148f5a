package dev.tagma.adapters.agent.external;

import dev.tagma.adapters.agent.external.message.Introduction;
import dev.tagma.adapters.agent.external.message.Told;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.ProcessKey;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Source;
import dev.tagma.core.request.Request;
import dev.tagma.core.session.AgentSessionId;
import dev.tagma.core.usage.Tokens;
import dev.tagma.spi.agent.Observation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an adapter told, as an observation: within what it said that its sources can see, of the process that Tagma itself
 * knows, at a time that can be, and of a length that can be kept.
 */
final class Hearsay {

    private static final int KEY = 200;
    private static final int LINE = 1_000;
    private static final int DETAIL = 256 << 10;
    private static final int TEXT = 8 << 20;
    private static final int MOST_REQUESTS = 1_000;
    private static final int MOST_ASKS = 50;

    /** More than any message used; sums of many stay below what can be counted. */
    private static final long MOST_TOKENS = 1_000_000_000_000L;

    /** Nothing ends later than that. */
    private static final Duration FAR = Duration.ofDays(366);

    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    private final Clock clock;
    private volatile Optional<ProcessKey> process = Optional.empty();

    Hearsay(Clock clock) {
        this.clock = clock;
    }

    /** Facts speak of this process from now on. */
    void of(Optional<ProcessKey> live) {
        process = live;
    }

    Observation observation(Told told, Introduction introduction) throws Breach {
        try {
            return switch (told) {
                case Told.Seen seen -> new Observation.Seen(fact(seen, introduction));
                case Told.CarrierChanged(var source, var carrier) ->
                    new Observation.CarrierChanged(declared(source, introduction), carrier);
                case Told.RequestOpened asked -> opened(asked);
                case Told.RequestChannel(var key, var channel, var reason) ->
                    new Observation.RequestChannel(key(key), channel, cut(reason, LINE));
                case Told.RequestsAre(var keys, var at) -> new Observation.RequestsAre(keys(keys), past(at));
                case Told.RequestClosed(var key, var how, var answer, var at) ->
                    new Observation.RequestClosed(key(key), how, answer, past(at));
                case Told.TurnStarted(var key, var text, var joined, var at) ->
                    new Observation.TurnStarted(key(key), cut(text, TEXT), joined, past(at));
                case Told.TurnEnded(var key, var outcome, var last, var at) ->
                    new Observation.TurnEnded(optionalKey(key), outcome, last.map(text -> cut(text, TEXT)), past(at));
                case Told.Identity(var id, var reason) ->
                    new Observation.Identity(new AgentSessionId(id), cut(reason, LINE));
                case Told.Ready(var at) -> new Observation.Ready(past(at));
                case Told.ConversationGrew grew -> new Observation.ConversationGrew();
                case Told.Used(var key, var model, var turn, var tokens, var at) ->
                    new Observation.Used(key(key), cut(model, KEY), optionalKey(turn), counted(tokens), past(at));
            };
        } catch (IllegalArgumentException wrong) {
            throw new Breach("it observed what cannot be: " + Codec.shortened(String.valueOf(wrong.getMessage())));
        }
    }

    private Fact fact(Told.Seen seen, Introduction introduction) throws Breach {
        if (!introduction
                .sources()
                .getOrDefault(seen.source(), Set.of())
                .contains(seen.reading().question())) {
            throw new Breach("its source '" + word(seen.source()) + "' told of '"
                    + word(seen.reading().question()) + "', which it did not say that it can see");
        }
        Reach reach = switch (seen.reach().orElse(Reach.LEVEL)) {
            case Reach.Level level -> level;
            case Reach.Edge(var deadline) -> new Reach.Edge(deadline.map(this::near));
        };
        return new Fact(
                seen.source(),
                reading(seen.reading()),
                past(seen.at()),
                clock.instant(),
                reach,
                process,
                cut(seen.detail(), LINE));
    }

    private Reading reading(Reading told) {
        return switch (told) {
            case Reading.Condition(var kind, var detail, var until) ->
                new Reading.Condition(kind, cut(detail, LINE), until.map(this::near));
            case Reading.Background(int running) -> new Reading.Background(Math.clamp(running, 0, MOST_REQUESTS));
            case Reading.Turn turn -> turn;
            case Reading.Waiting waiting -> waiting;
            case Reading.Composer composer -> composer;
            case Reading.ProcessSeen seen ->
                throw new IllegalArgumentException("whether the process runs is Tagma's to say");
        };
    }

    private static Source declared(Source source, Introduction introduction) throws Breach {
        if (!introduction.sources().containsKey(source)) {
            throw new Breach("it told of the source '" + word(source) + "', which it did not say that it has");
        }
        return source;
    }

    private Observation opened(Told.RequestOpened asked) {
        if (asked.questions().size() > MOST_ASKS) {
            throw new IllegalArgumentException(
                    "a request has " + asked.questions().size() + " questions; at most " + MOST_ASKS);
        }
        return new Observation.RequestOpened(
                key(asked.key()),
                asked.kind(),
                cut(asked.title(), LINE),
                asked.tool().map(tool -> cut(tool, KEY)),
                cut(asked.detail(), DETAIL),
                asked.questions().stream().map(Hearsay::ask).toList(),
                asked.channel(),
                past(asked.at()));
    }

    private static Request.Ask ask(Request.Ask ask) {
        if (ask.choices().size() > MOST_ASKS) {
            throw new IllegalArgumentException(
                    "a question has " + ask.choices().size() + " choices; at most " + MOST_ASKS);
        }
        List<Request.Choice> choices = ask.choices().stream()
                .map(choice -> new Request.Choice(cut(choice.label(), LINE), cut(choice.description(), LINE)))
                .toList();
        return new Request.Ask(cut(ask.header(), LINE), cut(ask.text(), LINE), choices, ask.several());
    }

    private static Set<String> keys(Set<String> keys) {
        if (keys.size() > MOST_REQUESTS) {
            throw new IllegalArgumentException(keys.size() + " requests are open; at most " + MOST_REQUESTS);
        }
        keys.forEach(Hearsay::key);
        return keys;
    }

    private static Optional<String> optionalKey(Optional<String> key) {
        return key.map(Hearsay::key);
    }

    static String key(String key) {
        if (key.isBlank() || key.length() > KEY) {
            throw new IllegalArgumentException(
                    "'" + Codec.shortened(key) + "' is no key; it has 1 to " + KEY + " characters");
        }
        return key;
    }

    private static Tokens counted(Tokens tokens) {
        // Each by itself: their sum may be more than can be counted.
        boolean many = List.of(
                        tokens.input(),
                        tokens.output(),
                        tokens.cacheRead(),
                        tokens.cacheWrite(),
                        tokens.cacheWriteLong(),
                        tokens.reasoning())
                .stream()
                .anyMatch(count -> count > MOST_TOKENS);
        if (many) {
            throw new IllegalArgumentException("one message used more than " + MOST_TOKENS + " tokens");
        }
        return tokens;
    }

    /** What has been observed has happened, and not before there were agents. */
    private Instant past(Optional<Instant> at) {
        Instant now = clock.instant();
        return at.filter(told -> told.isAfter(LONG_AGO) && told.isBefore(now)).orElse(now);
    }

    private Instant near(Instant told) {
        Instant far = clock.instant().plus(FAR);
        return told.isBefore(LONG_AGO) ? LONG_AGO : told.isAfter(far) ? far : told;
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "…";
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(java.util.Locale.ROOT);
    }
}

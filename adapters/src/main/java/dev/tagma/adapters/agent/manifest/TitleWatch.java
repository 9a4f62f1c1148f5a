package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.TitleRule;
import dev.tagma.core.fact.Fact;
import dev.tagma.core.fact.Reach;
import dev.tagma.core.fact.Reading;
import dev.tagma.core.fact.Reading.TurnState;
import dev.tagma.core.fact.Reading.WaitingFor;
import dev.tagma.core.fact.Source;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the window title says. */
final class TitleWatch {

    private final List<TitleRule> rules;
    private final Observer observer;
    private final Clock clock;
    private volatile Optional<TitleRule.Means> last = Optional.empty();

    TitleWatch(List<TitleRule> rules, Observer observer, Clock clock) {
        this.rules = rules;
        this.observer = observer;
        this.clock = clock;
    }

    static Optional<TitleRule.Means> means(List<TitleRule> rules, String title) {
        return rules.stream()
                .filter(rule -> rule.matches().matcher(title).find())
                .map(TitleRule::means)
                .findFirst();
    }

    boolean busy() {
        return last.filter(means -> means == TitleRule.Means.WORKING || means == TitleRule.Means.WAITING)
                .isPresent();
    }

    /** Whether it says that no turn runs; silent ones do not. */
    boolean rests() {
        return last.filter(means -> means == TitleRule.Means.IDLE).isPresent();
    }

    void titled(String title) {
        Optional<TitleRule.Means> means = means(rules, title);
        last = means.or(() -> last);
        means.ifPresent(one -> {
            switch (one) {
                case IDLE -> {
                    tell(new Reading.Turn(TurnState.OVER), title);
                    tell(new Reading.Waiting(WaitingFor.NOTHING), title);
                }
                case REST -> tell(new Reading.Turn(TurnState.PAUSED), title);
                case WORKING -> {
                    tell(new Reading.Turn(TurnState.RUNNING), title);
                    tell(new Reading.Waiting(WaitingFor.NOTHING), title);
                }
                case WAITING -> {
                    tell(new Reading.Waiting(WaitingFor.SOMETHING), title);
                    tell(new Reading.Turn(TurnState.RUNNING), title);
                }
            }
        });
    }

    private void tell(Reading reading, String title) {
        Instant now = clock.instant();
        observer.observed(new Observation.Seen(
                new Fact(Source.TITLE, reading, now, now, Reach.LEVEL, Optional.empty(), "title: " + title.strip())));
    }
}

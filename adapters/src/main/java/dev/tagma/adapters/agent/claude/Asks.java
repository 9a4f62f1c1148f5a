package dev.tagma.adapters.agent.claude;

import dev.tagma.adapters.agent.claude.screen.ScreenReading;
import dev.tagma.core.request.Answer;
import dev.tagma.core.request.Request;
import dev.tagma.core.request.Request.Channel;
import dev.tagma.core.request.Request.How;
import dev.tagma.core.request.RequestKind;
import dev.tagma.spi.agent.Driver.Answered;
import dev.tagma.spi.agent.Observation;
import dev.tagma.spi.agent.Observer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The requests a session's hooks wait with. A hook that waits does not prove that its dialog is still open: one answered at
 * the terminal goes on waiting, so what the agent shows closes a request and releases its hook.
 */
final class Asks {

    private final HookSpool spool;
    private final Decision decision;
    private final Observer observer;
    private final Map<String, HookEvent> open = new LinkedHashMap<>();

    Asks(HookSpool spool, Decision decision, Observer observer) {
        this.spool = spool;
        this.decision = decision;
        this.observer = observer;
    }

    synchronized void opened(HookEvent ask) {
        if (open.putIfAbsent(ask.name(), ask) != null) {
            return;
        }
        AskedTool asked =
                new AskedTool(ask.text("tool_name").orElse(""), ask.payload().path("tool_input"));
        observer.observed(new Observation.RequestOpened(
                ask.name(),
                asked.kind(),
                asked.title(),
                asked.kind() == RequestKind.PERMISSION ? Optional.of(asked.tool()) : Optional.empty(),
                asked.input().toString(),
                asked.questions(),
                spool.waits(ask) ? Channel.NATIVE : Channel.KEYS,
                ask.at()));
        ProcessHandle.of(ask.pid())
                .ifPresent(
                        process -> Thread.ofVirtual().name("ask-" + ask.name()).start(() -> {
                            process.onExit().join();
                            channelGone(ask.name());
                        }));
    }

    /** The hook's process ended. If nobody closed the request, its dialog may still be there: keys can answer it. */
    private synchronized void channelGone(String key) {
        if (open.containsKey(key)) {
            observer.observed(
                    new Observation.RequestChannel(key, Channel.KEYS, "the hook that waited for the answer is gone"));
        }
    }

    /** A tool ran, or failed to, with this input: whoever asked for it has been answered with yes. */
    synchronized void ran(HookEvent after) {
        open.values().stream()
                .filter(ask -> same(ask, after))
                .findFirst()
                .ifPresent(ask -> close(
                        ask, How.ANSWERED_AT_TERMINAL, Optional.of(new Answer.Allow(Answer.Scope.ONCE)), after.at()));
    }

    private static boolean same(HookEvent ask, HookEvent after) {
        return ask.payload().path("tool_name").equals(after.payload().path("tool_name"))
                && ask.payload().path("agent_id").equals(after.payload().path("agent_id"))
                && (ask.payload().path("tool_input").equals(after.payload().path("tool_input"))
                        || AskedTool.kind(ask.text("tool_name").orElse("")) != RequestKind.PERMISSION);
    }

    /** The agent shows no dialog at {@code at}: what was asked before has been answered or taken back. */
    synchronized void nothingOpenAt(Instant at, How how) {
        List.copyOf(open.values()).stream()
                .filter(ask -> ask.at().isBefore(at))
                .forEach(ask -> close(ask, how, Optional.empty(), at));
    }

    private void close(HookEvent ask, How how, Optional<Answer> answer, Instant at) {
        open.remove(ask.name());
        spool.release(ask);
        observer.observed(new Observation.RequestClosed(ask.name(), how, answer, at));
    }

    synchronized Set<String> openKeys() {
        return open.keySet().stream().collect(Collectors.toUnmodifiableSet());
    }

    /** What is waited for: the newest request's kind, none when nothing is open. */
    synchronized Optional<RequestKind> newest() {
        return open.values().stream()
                .reduce((earlier, later) -> later)
                .map(ask -> AskedTool.kind(ask.text("tool_name").orElse("")));
    }

    /** The requests whose dialog this screen may be, by their keys. */
    synchronized List<String> shownOn(ScreenReading reading) {
        return open.values().stream()
                .filter(ask -> Dialogs.shows(
                        reading, ask.text("tool_name").orElse(""), ask.payload().path("tool_input")))
                .map(HookEvent::name)
                .toList();
    }

    synchronized boolean holds(Request request) {
        return open.containsKey(request.key());
    }

    /** Answers over the waiting hook; keys are the driver's business. */
    synchronized Optional<Answered> answer(Request request, Answer answer) {
        HookEvent ask = open.get(request.key());
        if (ask == null) {
            return Optional.of(new Answered.TooLate("the agent does not wait for it any more"));
        }
        if (!spool.answer(ask, decision.json(request, ask.payload(), answer))) {
            return Optional.empty();
        }
        return Optional.of(new Answered.Delivered());
    }
}

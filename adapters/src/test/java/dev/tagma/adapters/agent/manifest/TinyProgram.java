package dev.tagma.adapters.agent.manifest;

import dev.tagma.spi.runtime.Key;
import dev.tagma.spi.runtime.TerminalRuntime;
import dev.tagma.testkit.fake.Face;
import dev.tagma.testkit.fake.FakeProgram;
import dev.tagma.testkit.fake.FakeTerminal;
import dev.tagma.testkit.fake.FakeTerminals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small agent program in a fake terminal: it has a title, a conversation with a composer below it, dialogs, and a record of
 * the conversation. It works on what it is told until the test says otherwise.
 */
final class TinyProgram {

    static final String MANIFEST = """
            title: Tiny
            program: [tiny]
            start: [--id, "{id}"]
            resume: [--resume, "{id}"]
            modes:
              ask: []
            titles:
              - {matches: '^busy', means: working}
              - {matches: '^rest', means: idle}
            screen:
              prompted: '^> '
              dialog: '^## '
              composer:
                prompt: '^>>'
              rules:
                - {means: permission, in: dialog, matches: '(Allow .*)'}
                - {means: working, in: turn, matches: '^working'}
                - {means: interrupted, in: turn, matches: '^stopped'}
                - {means: idle, in: composer, matches: '^>>'}
            delivery:
              settleMillis: 0
              submit: [enter]
              clear: [ctrl-u]
              interrupt: [escape]
            answers:
              once: {option: '^Yes'}
              deny: {option: '^No'}
            transcript:
              format: lines
              file: '{home}/chats/*/chat-{id8}.jsonl'
              id: name
              time: at
              conversation: conversation
              place: directory
              entries:
                - {when: {by: user}, is: prompt, text: words.*.text}
                - {when: {by: tiny}, is: said, text: words.*.text}
                - {when: {by: tiny}, is: used, input: used.in, output: used.out}
            """;

    private final Path record;
    private final FakeTerminals terminals = new FakeTerminals(spec -> Optional.of(program()));
    private final List<String> conversation = new ArrayList<>();
    private String composer = "";
    private String prompt = "";
    private boolean works;
    private boolean givesBack = true;
    private Optional<String> question = Optional.empty();
    private boolean asksAgain;
    private int written;

    /** @param record where it puts its record of the conversation */
    TinyProgram(Path record) {
        this.record = record;
    }

    TerminalRuntime runtime() {
        return terminals.open();
    }

    FakeTerminal terminal(String name) {
        return terminals.terminal(name);
    }

    private FakeProgram program() {
        return (face, input) -> switch (input) {
            case FakeProgram.Input.Started started -> drawn(face);
            case FakeProgram.Input.Pasted(String text) -> {
                composer += text;
                yield drawn(face);
            }
            case FakeProgram.Input.Pressed(Key key) -> pressed(face, key);
            case FakeProgram.Input.Signalled signalled -> face.ended(0);
            case FakeProgram.Input.Resized resized -> face;
        };
    }

    private synchronized Face pressed(Face face, Key key) {
        if (question.isPresent()) {
            question = asksAgain ? question : Optional.empty();
        } else if (key == Key.Named.ENTER && !composer.isEmpty()) {
            prompt = composer;
            composer = "";
            works = true;
            conversation.add("> " + prompt);
            write("user", prompt);
        } else if (key == Key.Named.ESCAPE && works) {
            works = false;
            conversation.add("stopped");
            composer = givesBack ? prompt : "";
        } else if (key.equals(new Key.Control('u'))) {
            composer = "";
        } else if (key instanceof Key.Printable(char typed)) {
            composer += typed;
        }
        return drawn(face);
    }

    /** It keeps the prompt of a turn that is stopped. */
    synchronized void givesNothingBack() {
        givesBack = false;
    }

    /** It has come to the end of what it was told. */
    synchronized Face says(Face face, String words) {
        works = false;
        conversation.add(words);
        write("tiny", words);
        return drawn(face);
    }

    /** The same, and nothing of it is on the screen yet. */
    synchronized void records(String words) {
        write("tiny", words);
    }

    synchronized Face rests(Face face) {
        works = false;
        return drawn(face);
    }

    /** @param again whether an equal dialog follows at once when it is answered */
    synchronized Face asks(Face face, String what, boolean again) {
        question = Optional.of(what);
        asksAgain = again;
        return drawn(face);
    }

    private void write(String by, String words) {
        written++;
        String line = """
                {"by":"%s","name":"m%d","at":"2026-01-01T00:00:0%dZ","words":[{"text":"%s"}],"used":{"in":5,"out":7}}
                """.formatted(by, written, written % 10, words);
        try {
            Files.createDirectories(record.getParent());
            if (written == 1) {
                Files.writeString(record, """
                        {"conversation":"%s","directory":"/home/anna/api"}
                        """.formatted(ManifestDriverTest.CONVERSATION));
            }
            Files.writeString(record, line, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private synchronized Face drawn(Face face) {
        List<String> rows = new ArrayList<>(conversation);
        if (works && question.isEmpty()) {
            rows.add("working");
        }
        question.ifPresentOrElse(
                what -> rows.addAll(List.of("## The agent asks", "Allow " + what + "?", "1. Yes", "2. No")),
                () -> rows.add(">> " + composer));
        return face.withLines(rows).withTitle(works ? "busy" : "rest");
    }
}

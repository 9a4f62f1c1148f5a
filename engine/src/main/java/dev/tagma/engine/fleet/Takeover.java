package dev.tagma.engine.fleet;

import dev.tagma.core.session.Session;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.engine.handoff.Brief;
import dev.tagma.engine.supervise.Services;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.agent.TranscriptQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a session takes over from another one, and what it does not.
 *
 * @param message the first thing it is told
 */
record Takeover(Optional<String> message, List<String> taken, List<String> lost) {

    /** A page of a conversation, and all that an agent reads at once with profit. */
    private static final int PAGE = 200;

    private static final int BRIEF_BYTES = 60_000;

    private static final int SHORTEST_BRIEF = 4_000;

    Takeover {
        taken = List.copyOf(taken);
        lost = List.copyOf(lost);
    }

    /** How many bytes a brief may have, so that with what is said behind it no message is too long. */
    static int room(Optional<String> prompt, int most) {
        int taken =
                prompt.map(text -> text.getBytes(StandardCharsets.UTF_8).length).orElse(0);
        int room = Math.min(BRIEF_BYTES, most - taken);
        if (room < SHORTEST_BRIEF) {
            throw new Problem(
                    ProblemCode.INVALID,
                    "The prompt has " + taken + " bytes, which leaves no room for what was said before it: at most "
                            + (most - SHORTEST_BRIEF)
                            + ". Put it in a file in the workspace and tell the agent to read it");
        }
        return room;
    }

    /** The agent goes on with the conversation itself. */
    static Takeover ofConversation(Session former, Session heir, Optional<String> prompt) {
        List<String> lost = new ArrayList<>();
        lost.add("permissions that were given for the running agent only");
        lost.add("what it had running in the background");
        changes(former, heir, lost);
        return new Takeover(
                prompt,
                List.of(
                        "the workspace " + former.workspace().path(),
                        "the conversation itself, which goes on under its id"),
                lost);
    }

    /** The agent is told what was said, as far as there is room. */
    static Takeover ofBrief(
            Session former,
            Session heir,
            Function<TranscriptQuery, TranscriptPage> pages,
            Optional<String> prompt,
            int room,
            Services services) {
        Brief brief = new Brief(room);
        read(pages, brief);
        List<String> taken =
                new ArrayList<>(List.of("the workspace " + former.workspace().path()));
        List<String> lost = new ArrayList<>();
        Optional<String> message = prompt;
        if (brief.entries() > 0) {
            String text = brief.text(
                    former.launch().agent().value(), services.ids().next().toString(), prompt);
            Path file = write(services, heir, text);
            message = Optional.of(text);
            taken.add(brief.entries() + " entries of the conversation, as a brief (" + file + ")");
        }
        if (brief.full()) {
            lost.add("older entries of the conversation");
        }
        if (brief.shortened() > 0) {
            lost.add("parts of " + brief.shortened() + " long texts");
        }
        lost.add("what the agent thought and did not say");
        lost.add("the state of its tools: shells, background tasks, plans, what it had read");
        lost.add("permissions that were given to the former agent");
        changes(former, heir, lost);
        return new Takeover(message, taken, lost);
    }

    private static void changes(Session former, Session heir, List<String> lost) {
        if (former.launch().mode() != heir.launch().mode()) {
            lost.add("mode " + Words.of(former.launch().mode()) + ": it is "
                    + Words.of(heir.launch().mode()) + " now");
        }
        if (!former.launch().arguments().equals(heir.launch().arguments())) {
            lost.add("arguments of the former agent's program");
        }
    }

    private static void read(Function<TranscriptQuery, TranscriptPage> pages, Brief brief) {
        Optional<String> before = Optional.empty();
        TranscriptPage page;
        do {
            page = pages.apply(new TranscriptQuery(Optional.empty(), before, PAGE, Optional.empty()));
            page.entries().reversed().forEach(brief::add);
            before = page.entries().stream().findFirst().map(TranscriptPage.Entry::cursor);
            // What is older still is left out too, and a long record takes long to read.
        } while (page.more() && before.isPresent() && !brief.full());
    }

    /** For people, and for an agent that is to look at it again. */
    private static Path write(Services services, Session heir, String text) {
        Path directory = services.sessionsDirectory().resolve(heir.id().toString());
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return Files.writeString(directory.resolve("handoff.md"), text);
        } catch (IOException failed) {
            throw new Problem(
                    ProblemCode.UNAVAILABLE, "The brief cannot be written to " + directory + ": " + failed, failed);
        }
    }

    /** @param messages how many that waited went over */
    List<String> carried(int messages) {
        List<String> all = new ArrayList<>(taken);
        if (messages > 0) {
            all.add(messages + " message(s) that waited");
        }
        return all;
    }
}

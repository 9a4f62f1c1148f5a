package dev.tagma.adapters.agent.manifest.form;

import dev.tagma.core.session.AgentId;
import dev.tagma.core.session.PermissionMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything Tagma knows of one agent program that it drives in a terminal.
 *
 * @param origin the file it was read from, for people
 * @param title its name for people
 * @param titles what its window title means; the first rule that fits counts
 * @param transcript its record of the conversation, where it keeps one that can be read
 * @param acp how it is driven without its terminal, where it speaks that protocol
 * @param unknown what is not known of it, or was not proven, a sentence each
 */
public record Manifest(
        String origin,
        AgentId agent,
        String title,
        Program program,
        Login login,
        Launch launch,
        List<TitleRule> titles,
        ScreenForm screen,
        Delivery delivery,
        Answers answers,
        Optional<Chat> transcript,
        Optional<Spoken> acp,
        List<String> unknown) {

    public Manifest {
        titles = List.copyOf(titles);
        unknown = List.copyOf(unknown);
    }

    /** Whether the conversation's id is chosen by whoever starts the program. */
    public boolean choosesConversation() {
        return launch.fresh().stream().anyMatch(word -> word.contains(Launch.ID));
    }

    /**
     * The program.
     *
     * @param command its name or path, and leading arguments
     * @param install how a person installs it, a sentence
     * @param version what makes it say its version; empty where nothing does
     * @param known the beginnings of the versions this manifest was tried with
     * @param keeps the directories in which it keeps its things: below {@code {home}}, or where a
     *     {@code {VARIABLE}} says
     */
    public record Program(
            List<String> command, String install, List<String> version, List<String> known, List<String> keeps) {
        public Program {
            command = List.copyOf(command);
            version = List.copyOf(version);
            known = List.copyOf(known);
            keeps = List.copyOf(keeps);
        }
    }

    /**
     * How it can be seen that somebody is logged in: any of these variables has a value or any of these files exists.
     * Where there is neither, it cannot be seen.
     */
    public record Login(List<String> variables, List<String> files) {
        public Login {
            variables = List.copyOf(variables);
            files = List.copyOf(files);
        }

        public boolean visible() {
            return !variables.isEmpty() || !files.isEmpty();
        }
    }

    /**
     * The command line behind the program.
     *
     * @param resume goes on with a conversation; empty where that cannot be done
     * @param fork begins with a copy of one; empty where that cannot be done
     * @param modes arguments of each mode it has
     * @param passes further variables of the daemon that it needs
     * @param sets variables it is always given
     */
    public record Launch(
            List<String> fresh,
            List<String> resume,
            List<String> fork,
            List<String> model,
            Map<PermissionMode, List<String>> modes,
            Set<String> passes,
            Map<String, String> sets) {

        /** Stands for the conversation's id. */
        public static final String ID = "{id}";

        /** Stands for the model's name. */
        public static final String MODEL = "{model}";

        public Launch {
            fresh = List.copyOf(fresh);
            resume = List.copyOf(resume);
            fork = List.copyOf(fork);
            model = List.copyOf(model);
            modes = Map.copyOf(modes);
            passes = Set.copyOf(passes);
            sets = Map.copyOf(sets);
        }
    }

    /**
     * How a message gets to it.
     *
     * @param settle how long the text must have been shown before the submit key; a sooner one is swallowed
     * @param clear what empties a line of the composer, for a prompt that is given back; empty where nothing does
     * @param interrupt what stops a turn; empty where nothing does
     */
    public record Delivery(Duration settle, Keys submit, Keys clear, Keys interrupt, List<Sigil> sigils) {
        public Delivery {
            sigils = List.copyOf(sigils);
        }
    }

    /** How its dialogs are answered; an answer that is not there cannot be given by keys. */
    public record Answers(
            Optional<AnswerKey> once,
            Optional<AnswerKey> always,
            Optional<AnswerKey> deny,
            boolean choices,
            Optional<java.util.regex.Pattern> ownWords) {}

    /**
     * How it speaks the Agent Client Protocol.
     *
     * @param program the program and its arguments
     * @param login its name of a way to log in that needs no person
     * @param modes its names of its modes, where they are not known
     */
    public record Spoken(List<String> program, Optional<String> login, Map<PermissionMode, String> modes) {
        public Spoken {
            program = List.copyOf(program);
            modes = Map.copyOf(modes);
        }

        /** The same with another program for a person's own, where it begins with that of the manifest. */
        public Spoken by(Program usual, List<String> command) {
            if (command.isEmpty() || !program.getFirst().equals(usual.command().getFirst())) {
                return this;
            }
            // What stands behind the first word belongs to the terminal, but a program may take several words to name.
            int words = Math.max(1, command.size() - usual.command().size() + 1);
            List<String> own = new ArrayList<>(command.subList(0, words));
            own.addAll(program.subList(1, program.size()));
            return new Spoken(own, login, modes);
        }
    }

    /**
     * Its record of the conversation.
     *
     * @param format one of {@link dev.tagma.adapters.agent.manifest.form.ChatFormat}
     * @param file where it lies, with {@code *} and the words in braces
     * @param lines how it is read, where the format is that
     * @param placeFile a file beside it that holds the directory of the conversation
     */
    public record Chat(ChatFormat format, String file, Optional<LineForm> lines, Optional<String> placeFile) {}
}

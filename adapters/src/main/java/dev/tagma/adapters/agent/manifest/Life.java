package dev.tagma.adapters.agent.manifest;

import dev.tagma.adapters.agent.manifest.form.Manifest.Launch;
import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.face.PaneLife;
import dev.tagma.core.session.Session;
import dev.tagma.spi.agent.Start;
import dev.tagma.spi.runtime.Terminal;
import dev.tagma.spi.runtime.TerminalException;
import dev.tagma.spi.runtime.TerminalSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** What an agent of a manifest needs when it starts, is found again and ends. */
final class Life implements PaneLife.Agent {

    private static final int COLUMNS = 120;
    private static final int ROWS = 40;

    private final Session session;
    private final ManifestTools tools;
    private final Map<String, String> environment;
    private final Chat chat;
    private final Senses senses;

    Life(Session session, ManifestTools tools, Map<String, String> environment, Chat chat, Senses senses) {
        this.session = session;
        this.tools = tools;
        this.environment = environment;
        this.chat = chat;
        this.senses = senses;
    }

    @Override
    public TerminalSpec spec(Start how) {
        Launch launch = tools.manifest().launch();
        if (how instanceof Start.Fork && launch.fork().isEmpty()) {
            throw new TerminalException(
                    "Agent '" + session.launch().agent() + "' cannot begin with a copy of a conversation;"
                            + " create a new session instead",
                    false);
        }
        Path workspace = Path.of(session.workspace().path());
        String program = tools.program().getFirst();
        if (Executables.find(program, environment, workspace).isEmpty()) {
            throw new TerminalException(
                    ManifestProbe.missing(tools.manifest(), program)
                            + "; a session with '-a scripted' needs neither the program nor a key",
                    false);
        }
        boolean fresh = how instanceof Start.Resume && chat.kept() && !chat.begun();
        return new TerminalSpec(
                ManifestLaunch.command(launch, tools.program(), session, how, fresh),
                environment,
                workspace,
                COLUMNS,
                ROWS);
    }

    @Override
    public void observe(Terminal terminal) {
        senses.observe(terminal);
    }

    @Override
    public void replay() {
        chat.read();
    }

    @Override
    public void awaitEnd(Duration atMost) {
        senses.awaitEnd(atMost);
    }
}

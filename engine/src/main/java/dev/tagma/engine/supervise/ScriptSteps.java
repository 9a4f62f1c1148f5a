package dev.tagma.engine.supervise;

import dev.tagma.core.session.Session;
import dev.tagma.core.workspace.Script;
import dev.tagma.core.workspace.Scripts;
import dev.tagma.core.workspace.ScriptsId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.engine.Problem;
import dev.tagma.engine.ProblemCode;
import dev.tagma.spi.workspace.ScriptRunner.Ended;
import dev.tagma.spi.workspace.ScriptRunner.Run;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspacePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the scripts of a session's project: one when its workspace was made, one before that is removed. What runs is the
 * text that was trusted, whatever has become of the file since. A script may run more than once, as when a daemon died of
 * something meanwhile; a set-up that succeeded does not.
 */
public final class ScriptSteps {

    private static final String DONE = "setup.done";

    private final Services services;
    private final EndableRun running = new EndableRun();

    public ScriptSteps(Services services) {
        this.services = services;
    }

    /** To be called when a workspace was made, so that what was done to another one does not count for it. */
    void begin(Session session) throws IOException {
        Files.deleteIfExists(directory(session).resolve(DONE));
    }

    /** Ends a making or a set-up that runs, and lets none begin until the wish is withdrawn. */
    EndableRun.Wish endSetUp() {
        return running.end();
    }

    /** Makes the session's workspace, which may wait for other machines; none where somebody wanted that ended. */
    Optional<Workspace> make(WorkspacePlan plan) throws InterruptedException {
        return running.run(() -> {
            try {
                return services.workspaces().create(plan);
            } catch (WorkspaceException failed) {
                // Workspaces fail when they are interrupted, and say so by the thread's flag.
                if (Thread.interrupted()) {
                    throw new InterruptedException(failed.getMessage());
                }
                throw failed;
            }
        });
    }

    /**
     * Sets the workspace up unless it is; throws {@link Problem} with the end of the script's output when that fails.
     *
     * @return whether it is, which it is not where somebody wanted that ended
     */
    boolean setUp(Session session) throws IOException, InterruptedException {
        Path done = directory(session).resolve(DONE);
        Optional<Script> script =
                Files.exists(done) ? Optional.empty() : scripts(session).flatMap(Scripts::setup);
        if (script.isEmpty()) {
            return true;
        }
        services.checkpoint().reached("setup.before");
        Optional<Ended> ended = running.run(() -> run(session, "setup", script.get()));
        services.checkpoint().reached("setup.after");
        if (ended.isEmpty()) {
            return false;
        }
        if (!ended.get().succeeded()) {
            throw new Problem(ProblemCode.CONFLICT, failure("set-up", script.get(), ended.get(), session, "setup"));
        }
        Files.writeString(done, "");
        return true;
    }

    /** The workspace goes over as it is: what was set up is set up for the heir too. */
    public void handOver(Session former, Session heir) throws IOException {
        if (Files.exists(directory(former).resolve(DONE))) {
            Files.createDirectories(
                    directory(heir),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(directory(heir).resolve(DONE), "");
        }
    }

    /** Whether there is a tear-down to be run, as far as that is known. */
    public boolean tearsDown(Session session) {
        return session.wanted()
                .outfit()
                .scripts()
                .filter(_ -> session.workspace().owned())
                .filter(id -> services.workshop()
                        .trusted()
                        .find(id)
                        .map(scripts -> scripts.teardown().isPresent())
                        .orElse(true))
                .isPresent();
    }

    /**
     * Tears the workspace down.
     *
     * @return what went wrong, none where nothing did or there is nothing to run
     */
    public Optional<String> tearDown(Session session) {
        try {
            Optional<Script> script = scripts(session).flatMap(Scripts::teardown);
            if (script.isEmpty()) {
                return Optional.empty();
            }
            Files.createDirectories(directory(session));
            // Whoever starts the session after all has to set it up anew.
            begin(session);
            services.checkpoint().reached("teardown.before");
            Ended ended = run(session, "teardown", script.get());
            services.checkpoint().reached("teardown.after");
            return ended.succeeded()
                    ? Optional.empty()
                    : Optional.of(failure("tear-down", script.get(), ended, session, "teardown"));
        } catch (Problem refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        } catch (IOException | UncheckedIOException failed) {
            return Optional.of("The tear-down could not be run: " + failed.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Optional.of("The tear-down was interrupted, since the daemon ends: try again");
        }
    }

    private Ended run(Session session, String role, Script script) throws InterruptedException {
        return services.workshop()
                .scripts()
                .run(new Run(
                        session.id(),
                        role,
                        script,
                        Path.of(session.workspace().first().path()),
                        variables(session),
                        services.workshop().scriptLimit(),
                        log(session, role)));
    }

    private Map<String, String> variables(Session session) {
        Map<String, String> variables = new HashMap<>(services.agentEnvironment());
        variables.putAll(session.wanted().outfit().variables());
        variables.put("TAGMA_SESSION", session.id().toString());
        variables.put("TAGMA_WORKSPACE", session.workspace().first().path());
        session.workspace().repository().ifPresent(project -> variables.put("TAGMA_PROJECT", project));
        return variables;
    }

    /** The scripts of a workspace that Tagma made; a directory that is somebody's own is left as it is. */
    private Optional<Scripts> scripts(Session session) {
        Optional<ScriptsId> id = session.wanted()
                .outfit()
                .scripts()
                .filter(wanted -> session.workspace().owned());
        return id.map(known -> services.workshop()
                .trusted()
                .find(known)
                .orElseThrow(() -> new Problem(
                        ProblemCode.UNTRUSTED,
                        "The scripts of " + session.wanted().place() + " that session " + session.handle()
                                + " was created with are not trusted any more: look at them and trust them with tagma"
                                + " trust " + session.wanted().place())));
    }

    private String failure(String what, Script script, Ended ended, Session session, String role) {
        String end = ended.lastLines().isEmpty() ? "; it printed nothing" : ":\n" + ended.lastLines();
        return "The " + what + " script " + script.path() + " " + ended.how() + " (all output in " + log(session, role)
                + ")" + end;
    }

    private Path log(Session session, String role) {
        return directory(session).resolve(role + ".log");
    }

    private Path directory(Session session) {
        return services.sessionsDirectory().resolve(session.id().toString());
    }
}

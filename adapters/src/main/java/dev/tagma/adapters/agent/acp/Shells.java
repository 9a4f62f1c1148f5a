package dev.tagma.adapters.agent.acp;

import dev.tagma.adapters.exec.Executables;
import dev.tagma.adapters.jsonrpc.Incoming;
import dev.tagma.adapters.jsonrpc.Messages;
import dev.tagma.adapters.jsonrpc.OutputLines.Line;
import dev.tagma.adapters.protocol.Change;
import dev.tagma.spi.runtime.TerminalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Commands that the agent has Tagma run, which the protocol calls terminals. Their names follow from the place where they
 * were asked for, so that what is heard again after a crash starts none a second time.
 */
final class Shells {

    private static final System.Logger LOG = System.getLogger(Shells.class.getName());

    /** So much of what one writes is kept where the agent names no limit. */
    private static final int USUAL = 1 << 20;

    /** More does not go into a message. */
    private static final int MOST = 16 << 20;

    /** So much of what one wrote is put on record. */
    private static final int TOLD = 64 << 10;

    /** So much of what one writes is shown while it runs. */
    private static final int SHOWN = 2 << 10;

    /** Of so many that the agent has let go of what they wrote is known, for whoever tells of it later. */
    private static final int REMEMBERED = 32;

    private final ShellProcesses processes;
    private final WorkspaceFiles workspace;
    private final Map<String, String> environment;
    private final Messages messages;
    private final JsonMapper mapper;
    private final Map<String, String> remembered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param environment the agent's own, which its commands have too */
    Shells(
            ShellProcesses processes,
            WorkspaceFiles workspace,
            Map<String, String> environment,
            Messages messages,
            JsonMapper mapper) {
        this.processes = processes;
        this.workspace = workspace;
        this.environment = Map.copyOf(environment);
        this.messages = messages;
        this.mapper = mapper;
    }

    /** Does what a method that begins with {@code terminal/} asks for. */
    void heard(Change<State> change, Incoming.Call call, Line line) {
        try {
            switch (call.method()) {
                case "terminal/create" -> create(change, call, line);
                case "terminal/output" -> say(change, call, output(named(change, call)));
                case "terminal/wait_for_exit" -> await(change, call, named(change, call));
                case "terminal/kill" -> {
                    processes.kill(named(change, call).id());
                    say(change, call, mapper.createObjectNode());
                }
                case "terminal/release" -> {
                    release(change, named(change, call));
                    say(change, call, mapper.createObjectNode());
                }
                default ->
                    refuse(change, call, Messages.NO_SUCH_METHOD, "Tagma does not offer '" + call.method() + "'");
            }
        } catch (WorkspaceFiles.Refused refused) {
            refuse(change, call, Messages.BAD_PARAMETERS, String.valueOf(refused.getMessage()));
        } catch (TerminalException failed) {
            refuse(change, call, Messages.FAILED, String.valueOf(failed.getMessage()));
        }
    }

    private void say(Change<State> change, Incoming.Call call, JsonNode result) {
        change.to(state -> state.saying(messages.result(call.id(), result)));
    }

    private void refuse(Change<State> change, Incoming.Call call, int code, String why) {
        change.to(state -> state.saying(messages.failure(call.id(), code, why)));
    }

    private static State.Shell named(Change<State> change, Incoming.Call call) throws WorkspaceFiles.Refused {
        String id = call.params().path("terminalId").asString("");
        return change.state()
                .shell(id)
                .orElseThrow(() -> new WorkspaceFiles.Refused("there is no terminal '" + id + "'"));
    }

    private void create(Change<State> change, Incoming.Call call, Line line) throws WorkspaceFiles.Refused {
        JsonNode params = call.params();
        String id = "t" + change.state().run() + "-" + line.offset();
        Path directory = params.path("cwd").isString()
                ? workspace.directory(params.path("cwd").asString())
                : workspace.root();
        Map<String, String> own = new HashMap<>(environment);
        for (JsonNode variable : params.path("env")) {
            String name = variable.path("name").asString("");
            String value = variable.path("value").asString("");
            if (name.isEmpty() || name.indexOf('=') >= 0 || (name + value).indexOf('\0') >= 0) {
                throw new WorkspaceFiles.Refused("'" + name + "' cannot be a variable with this value");
            }
            own.put(name, value);
        }
        List<String> command = command(params, own, directory);
        processes.start(id, command, own, directory);
        long limit = params.path("outputByteLimit").asLong(USUAL);
        State.Shell shell = new State.Shell(id, String.join(" ", command), Math.clamp(limit, 1, MOST), List.of());
        if (change.state().shell(id).isEmpty()) {
            change.to(state -> state.with(shell));
        }
        say(change, call, mapper.createObjectNode().put("terminalId", id));
        processes.watch(shell);
    }

    /** A program with its arguments; without any, what is no program is a line for the shell. */
    private static List<String> command(JsonNode params, Map<String, String> environment, Path directory)
            throws WorkspaceFiles.Refused {
        String program = params.path("command").asString("");
        if (program.isBlank()) {
            throw new WorkspaceFiles.Refused("it names no command");
        }
        List<String> command = new ArrayList<>();
        command.add(program);
        params.path("args").forEach(argument -> command.add(argument.asString("")));
        boolean line = command.size() == 1
                && Executables.find(program, environment, directory).isEmpty();
        return line ? List.of("/bin/sh", "-c", program) : command;
    }

    private JsonNode output(State.Shell shell) {
        ShellProcesses.Said said = processes.output(shell.id(), shell.limit());
        ObjectNode result = mapper.createObjectNode().put("output", said.text()).put("truncated", said.truncated());
        processes.exit(shell.id()).ifPresent(exit -> result.set("exitStatus", status(exit)));
        return result;
    }

    private JsonNode status(ShellProcesses.Exit exit) {
        ObjectNode status = mapper.createObjectNode();
        exit.code().ifPresentOrElse(code -> status.put("exitCode", code), () -> status.putNull("exitCode"));
        return exit.code().isPresent() ? status.putNull("signal") : status.put("signal", "SIGKILL");
    }

    private void await(Change<State> change, Incoming.Call call, State.Shell shell) {
        Optional<ShellProcesses.Exit> exit = processes.exit(shell.id());
        if (exit.isPresent()) {
            say(change, call, status(exit.get()));
        } else {
            change.to(state -> state.changing(shell.awaitedBy(call.id())));
        }
    }

    /** One has ended: whoever waits for that is told. */
    void ended(Change<State> change, String id) {
        change.state()
                .shell(id)
                .filter(shell -> !shell.waiting().isEmpty())
                .ifPresent(shell -> processes.exit(id).ifPresent(exit -> tell(change, shell, exit)));
    }

    private void tell(Change<State> change, State.Shell shell, ShellProcesses.Exit exit) {
        for (JsonNode call : shell.waiting()) {
            change.to(state -> state.saying(messages.result(call, status(exit))));
        }
        change.to(state -> state.changing(shell.awaitedByNobody()));
    }

    /** The agent does not want to know any more. */
    void takenBack(Change<State> change, JsonNode call) {
        for (State.Shell shell : change.state().shells()) {
            if (shell.waiting().contains(call)) {
                change.to(state -> state.saying(messages.failure(call, Calls.CANCELLED, "cancelled"))
                        .changing(shell.notAwaitedBy(call)));
            }
        }
    }

    private void release(Change<State> change, State.Shell shell) {
        remembered.put(shell.id(), processes.output(shell.id(), TOLD).text());
        ShellProcesses.Exit exit = processes.exit(shell.id()).orElse(new ShellProcesses.Exit(OptionalInt.empty()));
        processes.destroy(shell.id());
        tell(change, shell, exit);
        change.to(state -> state.without(shell));
    }

    /** What one wrote, for people; empty where it is not known. */
    String told(String id) {
        String gone = remembered.get(id);
        return gone == null ? processes.output(id, TOLD).text() : gone;
    }

    /** The end of what one has written so far. */
    String tail(State.Shell shell) {
        return processes.output(shell.id(), Math.min(shell.limit(), SHOWN)).text();
    }

    /** Goes on with those that a former daemon had started. */
    void adopt(State state) {
        state.shells().forEach(processes::watch);
    }

    /** The agent is gone, and with it whoever would let go of them. One that cannot be ended now hides no end of it. */
    void gone(Change<State> change) {
        for (State.Shell shell : change.state().shells()) {
            try {
                processes.destroy(shell.id());
                change.to(state -> state.without(shell));
            } catch (TerminalException left) {
                LOG.log(System.Logger.Level.WARNING, "A command of an agent that is gone is left", left);
            }
        }
    }

    /** Ends all of a conversation that is given up. */
    void discard(State state) {
        state.shells().forEach(shell -> processes.destroy(shell.id()));
    }

    void close() {
        processes.close();
    }
}

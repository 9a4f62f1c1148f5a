package dev.tagma.adapters.sandbox.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagma.adapters.exec.Outcome;
import dev.tagma.core.sandbox.Containment;
import dev.tagma.core.sandbox.HostRule;
import dev.tagma.core.sandbox.Limits;
import dev.tagma.core.sandbox.Network;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.sandbox.Enclosure;
import dev.tagma.spi.sandbox.Interior;
import dev.tagma.spi.sandbox.Needs;
import dev.tagma.spi.sandbox.Sandbox;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which command lines come of it, taken by a stand-in for the engines; no engine is run. */
@Timeout(60)
final class ContainerTest {

    private static final SessionId SESSION = new SessionId(UUID.fromString("0190c3e4-7d0a-7000-8000-00000000beef"));
    private static final String SECRET = "s3cret=value";

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private Path bin;
    private Path home;
    private Path work;
    private Path agent;
    private Needs needs;
    private StandIn docker;
    private StandIn podman;

    @BeforeEach
    void anAgentWithAWorkspace() throws IOException {
        bin = directory.resolve("bin");
        home = Files.createDirectories(directory.resolve("home"));
        docker = StandIn.put(bin, "docker");
        podman = StandIn.put(bin, "podman");
        work = Files.createDirectories(directory.resolve("my works, \"größe\" 漢"));
        Files.createDirectories(work.resolve(".git/objects"));
        Files.writeString(work.resolve(".git/config"), "");
        agent = Files.createDirectories(directory.resolve("agent/bin")).resolve("agent");
        Files.writeString(agent, "#!/bin/sh\necho \"within $PWD: $*\"\nexit 3\n");
        assertThat(agent.toFile().setExecutable(true)).isTrue();
        needs = new Needs(Set.of(agent.getParent().getParent()), Set.of(home.resolve(".agent")));
        environment.putAll(StandIn.environment(bin, home));
        environment.put("API_KEY", SECRET);
        environment.put("DOCKER_HOST", "unix:///run/user/1/docker.sock");
        environment.put("SSH_AUTH_SOCK", "/tmp/ssh");
    }

    private Container docker() {
        return Container.docker(StandIn.environment(bin, home));
    }

    private Container podman() {
        return Container.podman(StandIn.environment(bin, home));
    }

    private static SandboxRule rule(Network network, Limits limits, List<String> readable, List<String> writable) {
        return new SandboxRule(SandboxKind.DOCKER, network, limits, readable, writable, Optional.of("team/agent:1.2"));
    }

    private static SandboxRule rule(Network network) {
        return rule(network, Limits.NONE, List.of(), List.of());
    }

    private Enclosure enclosure(Sandbox sandbox, SandboxRule rule) {
        Workspace workspace = new Workspace(
                Workspace.Kind.DIRECTORY, work.toString(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        return sandbox.enclose(new Interior(SESSION, rule, needs, workspace, directory.resolve("session")));
    }

    private Enclosure.Launch launch(boolean terminal, String... command) {
        return new Enclosure.Launch(List.of(command), environment, work, terminal);
    }

    /** The words that the engine had of a program that was started so. */
    private List<String> started(Sandbox sandbox, StandIn engine, SandboxRule rule, Enclosure.Launch launch)
            throws Exception {
        Outcome.Exited _ = StandIn.run(enclosure(sandbox, rule).around(launch));
        return engine.calls().getLast();
    }

    private List<String> started(SandboxRule rule) throws Exception {
        return started(docker(), docker, rule, launch(false, agent.toString()));
    }

    private String user() throws IOException {
        return Files.getAttribute(directory, "unix:uid") + ":" + Files.getAttribute(directory, "unix:gid");
    }

    private String place(Path place) {
        return place.toString().replace("\"", "\"\"");
    }

    private List<String> whole(List<String> terminal, List<String> user, List<String> kind) {
        List<String> words = new ArrayList<>(List.of("run", "--rm", "--name", "NAME"));
        words.addAll(List.of("--label", "dev.tagma.session=" + SESSION, "--interactive"));
        words.addAll(terminal);
        words.addAll(List.of("--init", "--log-driver", "none", "--cap-drop", "ALL"));
        words.addAll(List.of("--security-opt", "no-new-privileges", "--security-opt", "label=disable"));
        words.addAll(user);
        words.addAll(List.of("--network", "none", "--tmpfs", home + ":exec,mode=1777"));
        Path root = agent.getParent().getParent();
        Path state = home.resolve(".agent");
        String at = place(work);
        words.addAll(List.of("--mount", "type=bind,source=" + root + ",target=" + root + ",readonly"));
        words.addAll(List.of("--mount", "type=bind,\"source=" + at + "\",\"target=" + at + "\""));
        words.addAll(List.of("--mount", "type=bind,source=" + state + ",target=" + state));
        words.addAll(List.of("--mount", "type=bind,\"source=" + at + "/.git\",\"target=" + at + "/.git\""));
        for (String kept : List.of("config", "hooks")) {
            String file = at + "/.git/" + kept;
            words.addAll(List.of("--mount", "type=bind,\"source=" + file + "\",\"target=" + file + "\",readonly"));
        }
        words.addAll(List.of("--workdir", work.toString(), "--env", "API_KEY", "--env", "HOME"));
        words.addAll(kind);
        words.addAll(List.of("--entrypoint", agent.toString(), "team/agent:1.2", "--say", "two words", "it's"));
        return words;
    }

    private static List<String> withoutName(List<String> words) {
        int name = words.indexOf("--name") + 1;
        assertThat(words.get(name)).matches("tagma-" + SESSION + "-[0-9a-f]{8}");
        List<String> rest = new ArrayList<>(words);
        rest.set(name, "NAME");
        return rest;
    }

    @Test
    void aProgramAtAPipeIsStartedByThisCommandLine() throws Exception {
        Enclosure.Launch around = enclosure(docker(), rule(new Network.Off()))
                .around(launch(false, agent.toString(), "--say", "two words", "it's"));

        Outcome.Exited ended = StandIn.run(around);

        assertThat(withoutName(docker.calls().getLast()))
                .isEqualTo(whole(List.of(), List.of("--user", user()), List.of()));
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.output().text()).isEqualTo("within " + work + ": --say two words it's\n");
    }

    @Test
    void aProgramInATerminalIsStartedByThisCommandLine() throws Exception {
        List<String> words = started(
                docker(),
                docker,
                rule(new Network.Off()),
                launch(true, agent.toString(), "--say", "two words", "it's"));

        assertThat(withoutName(words))
                .isEqualTo(whole(
                        List.of("--tty", "--detach-keys", "ctrl-^,ctrl-_,ctrl-^"),
                        List.of("--user", user()),
                        List.of("--env", "TERM")));
    }

    @Test
    void noValueOfAVariableIsAmongTheWordsOrInAFile() throws Exception {
        Enclosure.Launch around = enclosure(docker(), rule(new Network.Off())).around(launch(true, agent.toString()));
        Outcome.Exited _ = StandIn.run(around);

        assertThat(around.command()).noneMatch(word -> word.contains(SECRET));
        assertThat(Files.readString(Path.of(around.command().get(1)))).doesNotContain(SECRET);
        assertThat(docker.calls().getLast())
                .noneMatch(word -> word.contains(SECRET))
                .doesNotContain("PATH", "DOCKER_HOST", "SSH_AUTH_SOCK");
        assertThat(docker.variables()).contains("API_KEY", "HOME", "PATH", "DOCKER_HOST");
    }

    @Test
    void twoProgramsOfASessionHaveContainersOfTheirOwn() throws Exception {
        Enclosure enclosure = enclosure(docker(), rule(new Network.Off()));

        List<String> first = enclosure.around(launch(false, agent.toString())).command();
        List<String> second = enclosure.around(launch(false, agent.toString())).command();

        assertThat(first.get(1)).isEqualTo(second.get(1));
        assertThat(first.get(2)).isNotEqualTo(second.get(2));
    }

    @Test
    void podmanMakesThePersonsNumberTheSameWithin() {
        assertThat(Engine.PODMAN.user(new Person(1000, 100))).containsExactly("--userns=keep-id");
        assertThat(Engine.PODMAN.user(new Person(0, 0))).containsExactly("--user", "0:0");
        assertThat(Engine.DOCKER.user(new Person(1000, 100))).containsExactly("--user", "1000:100");
    }

    @Test
    void podmanTakesTheSameCommandLineWithItsUser() throws Exception {
        Person person = Person.owning(directory);

        List<String> words = started(
                podman(),
                podman,
                rule(new Network.Off()),
                launch(false, agent.toString(), "--say", "two words", "it's"));

        assertThat(withoutName(words)).isEqualTo(whole(List.of(), Engine.PODMAN.user(person), List.of()));
        assertThat(docker.calls()).isEmpty();
    }

    @Test
    void limitsAreTheEngines() throws Exception {
        Limits limits = new Limits(Optional.of(512L << 20), Optional.of(200), Optional.of(150));

        List<String> words = started(rule(new Network.Off(), limits, List.of(), List.of()));

        assertThat(words)
                .containsSequence(
                        List.of("--memory", "536870912", "--memory-swap", "536870912", "--pids-limit", "200", "--cpus"))
                .containsSequence("--cpus", "1.5");
    }

    @Test
    void withNetworkItIsABridge() throws Exception {
        assertThat(started(rule(new Network.On()))).containsSequence("--network", "bridge");
    }

    @Test
    void placesAreReadAndWrittenAsTheyAreNamed() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        Path out = Files.createDirectories(directory.resolve("out"));

        List<String> words = started(
                rule(new Network.Off(), Limits.NONE, List.of(data.toString(), "/usr/share"), List.of(out.toString())));

        assertThat(words)
                .contains("type=bind,source=" + data + ",target=" + data + ",readonly")
                .contains("type=bind,source=/usr/share,target=/usr/share,readonly")
                .contains("type=bind,source=" + out + ",target=" + out);
    }

    @Test
    void theSystemIsTheImages() throws Exception {
        needs = new Needs(Set.of(Path.of("/usr"), Path.of("/usr/bin"), Path.of("/usr/bin/env")), Set.of());

        List<String> words = started(docker(), docker, rule(new Network.Off()), launch(false, "env", "true"));

        assertThat(words).noneMatch(word -> word.contains("source=/usr,") || word.contains("source=/usr/bin"));
        assertThat(words).containsSequence("--entrypoint", "env", "team/agent:1.2", "true");
    }

    @Test
    void whatIsToStayEmptyIsMadeByItsOwner() throws Exception {
        List<String> _ = started(rule(new Network.Off()));

        assertThat(work.resolve(".git/hooks")).isEmptyDirectory();
    }

    @Test
    void anotherDirectoryStandsInForTheCommonOne() throws Exception {
        Path own = directory.resolve("session/states");
        Path common = home.resolve(".agent/states");
        needs = new Needs(needs.readable(), needs.writable(), Set.of(), List.of(new Needs.Own(own, common)), false);

        assertThat(started(rule(new Network.Off()))).contains("type=bind,source=" + own + ",target=" + common);
    }

    @Test
    void theEndRemovesTheSessionsContainersByTheirNames() throws Exception {
        docker.contains("tagma-a-1", "tagma-a-2");
        Enclosure enclosure = enclosure(docker(), rule(new Network.Off()));

        enclosure.end();
        enclosure.end();

        List<String> looked =
                List.of("ps", "--all", "--filter", "label=dev.tagma.session=" + SESSION, "--format", "{{.Names}}");
        assertThat(docker.calls()).containsExactly(looked, List.of("rm", "--force", "tagma-a-1", "tagma-a-2"), looked);
        assertThat(docker.containers()).isEmpty();
    }

    @Test
    void whatCannotBeRemovedFailsNothing() throws Exception {
        docker.contains("tagma-a-1");
        docker.refuses("Error response from daemon: busy");

        enclosure(docker(), rule(new Network.Off())).end();

        assertThat(docker.containers()).containsExactly("tagma-a-1");
    }

    @Test
    void lettingGoLeavesThemThere() throws Exception {
        docker.contains("tagma-a-1");

        enclosure(docker(), rule(new Network.Off())).close();

        assertThat(docker.calls()).isEmpty();
    }

    @Test
    void anEngineThatAnswersCanBeUsed() throws Exception {
        assertThat(docker().hindrance()).isEmpty();
        assertThat(podman().hindrance()).isEmpty();
        assertThat(docker.calls())
                .containsExactly(
                        List.of("version", "--format", "{{.Server.Version}}"),
                        List.of("info", "--format", "{{.SecurityOptions}}"));
        assertThat(podman.calls()).containsExactly(List.of("info", "--format", "{{.Version.Version}}"));
    }

    @Test
    void whereTheProgramIsMissingOneLineSaysSo() {
        assertThat(Container.podman(Map.of("PATH", home.toString())).hindrance())
                .contains("Sandbox 'podman' needs the program 'podman', which was not found; install Podman, or choose"
                        + " another sandbox");
    }

    @Test
    void whereTheEngineDoesNotAnswerOneLineSaysWhatItSaid() throws Exception {
        docker.refuses("Cannot connect to the Docker daemon at unix:///var/run/docker.sock.\nIs it running?\n");

        assertThat(docker().hindrance())
                .contains("Docker does not answer: Cannot connect to the Docker daemon at unix:///var/run/docker.sock.;"
                        + " start its daemon, and see that your user may speak to it");
    }

    @Test
    void anEngineElsewhereOrWithOtherUsersIsRefused() throws Exception {
        Map<String, String> remote = new HashMap<>(StandIn.environment(bin, home));
        remote.put("DOCKER_HOST", "tcp://build:2376");
        assertThat(Container.docker(remote).hindrance())
                .hasValueSatisfying(why -> assertThat(why).contains("DOCKER_HOST", "tcp://build:2376"));

        docker.settings("[name=seccomp,profile=builtin name=rootless]\n");

        assertThat(docker().hindrance())
                .hasValueSatisfying(why -> assertThat(why).contains("rootless").doesNotContain("\n"));
    }

    @Test
    void whatAContainerCannotDoIsRefusedWithWhatToSayInstead() {
        Needs port = new Needs(Set.of(), Set.of(), Set.of(), List.of(), true);
        Network listed = new Network.Listed(List.of(new HostRule("api.example.com", 443)));

        assertThat(docker().objection(rule(new Network.On()), port))
                .hasValueSatisfying(why -> assertThat(why).contains("port", "bubblewrap"));
        assertThat(docker().objection(rule(listed), Needs.NONE))
                .hasValueSatisfying(why -> assertThat(why).contains("'on' or 'off'", "bubblewrap"));
        assertThat(docker().objection(rule(new Network.Off()), Needs.NONE)).isEmpty();
    }

    @Test
    void aRuleWithoutAnImageIsRefused() {
        SandboxRule bare = new SandboxRule(
                SandboxKind.DOCKER, new Network.Off(), Limits.NONE, List.of(), List.of(), Optional.empty());

        assertThat(bare.objection()).contains("A container is made of an image; name one as 'image'");
    }

    @Test
    void itSaysWhatHoldsAndWhatDoesNot() {
        Limits limits = new Limits(Optional.of(512L << 20), Optional.empty(), Optional.empty());

        Containment said = enclosure(docker(), rule(new Network.Off(), limits, List.of(), List.of()))
                .containment()
                .orElseThrow();

        assertThat(said.enforced())
                .anyMatch(one -> one.startsWith("files it can write: ") && one.contains(work.toString()))
                .contains("network: none", "memory: 512 MiB for all its processes together");
        assertThat(said.open())
                .anyMatch(one -> one.contains("Docker sets it up as root of this machine"))
                .contains("processes: no limit is set")
                .noneMatch(one -> one.startsWith("sockets: "));
    }

    @Test
    void aSocketIsWithinOnlyWhereSomebodyNamedItAndIsSpokenOf() throws Exception {
        Path around = Files.createTempDirectory("tagma");
        Path socket = around.resolve("docker.sock");
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            ServerSocketChannel _ = door.bind(UnixDomainSocketAddress.of(socket));
            SandboxRule rule = rule(new Network.Off(), Limits.NONE, List.of(), List.of(socket.toString()));

            assertThat(started(rule)).contains("type=bind,source=" + socket + ",target=" + socket);
            assertThat(enclosure(docker(), rule).containment().orElseThrow().open())
                    .anyMatch(one -> one.startsWith("sockets: " + socket) && one.contains("all of this machine"));
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(around);
        }
    }
}

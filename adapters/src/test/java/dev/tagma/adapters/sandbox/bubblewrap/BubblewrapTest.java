package dev.tagma.adapters.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tagma.adapters.exec.Invocation;
import dev.tagma.adapters.exec.Outcome;
import dev.tagma.adapters.exec.Programs;
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
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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

/** What is said to be enforced, tried with {@code bwrap} itself. */
@Timeout(120)
final class BubblewrapTest {

    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";

    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private Bubblewrap bubblewrap;
    private Path home;
    private Path main;
    private Path work;

    @BeforeEach
    void aRepositoryWithAWorktree() throws Exception {
        home = Files.createDirectories(directory.resolve("home"));
        environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        environment.put("HOME", home.toString());
        environment.put("LANG", "C.UTF-8");
        Path java = Path.of(System.getProperty("java.home"));
        bubblewrap = new Bubblewrap(environment, new ForwarderProgram(java.resolve("bin/java"), java));
        Optional<String> hindrance = bubblewrap.hindrance();
        assumeThat(hindrance).as("%s", hindrance.orElse("")).isEmpty();
        Files.writeString(home.resolve(".gitconfig"), "[user]\n name = Anna\n email = anna@example.com\n");
        Files.writeString(home.resolve("secret"), "a key");
        main = Files.createDirectories(directory.resolve("main"));
        work = directory.resolve("worktrees/otter");
        outside("git init -q -b main . && git commit -q --allow-empty -m first && git worktree add -q -b otter "
                + work);
    }

    private void outside(String script) throws InterruptedException {
        Outcome outcome = new Programs().run(Invocation.of(main, environment, List.of("/bin/sh", "-ec", script)));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Exited.class,
                        ended -> assertThat(ended.code())
                                .as(ended.errors().text())
                                .isZero());
    }

    private static SandboxRule rule(Network network) {
        return new SandboxRule(SandboxKind.BUBBLEWRAP, network, Limits.NONE, List.of(), List.of(), Optional.empty());
    }

    private Enclosure enclosure(SandboxRule rule, Needs needs) {
        return bubblewrap.enclose(new Interior(
                new SessionId(UUID.randomUUID()),
                rule,
                needs,
                new Workspace(
                        Workspace.Kind.WORKTREE,
                        work.toString(),
                        Optional.of(main.toString()),
                        Optional.of("otter"),
                        Optional.empty(),
                        true),
                directory.resolve("session")));
    }

    private record Ran(int code, String out, String err) {}

    private Ran within(Enclosure enclosure, String script) throws InterruptedException {
        Enclosure.Launch launch =
                enclosure.around(new Enclosure.Launch(List.of("sh", "-c", script), environment, work, false));
        Outcome outcome = new Programs().run(Invocation.of(launch.directory(), launch.environment(), launch.command()));
        Outcome.Exited ended = (Outcome.Exited) outcome;
        return new Ran(ended.code(), ended.output().text(), ended.errors().text());
    }

    private Ran within(String script) throws InterruptedException {
        return within(enclosure(rule(new Network.On()), Needs.NONE), script);
    }

    @Test
    void theWorkspaceCanBeWrittenAndNothingElse() throws Exception {
        Ran ran = within("echo ok >here && echo no >" + main.resolve("there") + "; echo no >/etc/tagma-there; echo no >"
                + directory.resolve("there") + "; exit 3");

        assertThat(ran.code()).isEqualTo(3);
        assertThat(work.resolve("here")).hasContent("ok\n");
        assertThat(main.resolve("there")).doesNotExist();
        assertThat(directory.resolve("there")).doesNotExist();
        assertThat(Path.of("/etc/tagma-there")).doesNotExist();
    }

    @Test
    void whatIsAPersonsIsNotThere() throws Exception {
        Ran ran = within("cat " + home.resolve("secret") + "; ls -A " + home);

        assertThat(ran.out().strip()).isEqualTo(".gitconfig");
        assertThat(ran.err()).contains("No such file");
        within("echo mine >" + home.resolve("mine"));
        assertThat(home.resolve("mine")).doesNotExist();
    }

    @Test
    void workIsCommittedInAWorktreeAndHowGitIsSetUpIsNotChanged() throws Exception {
        Ran ran = within("echo text >file && git add file && git commit -q -m second && git log --format=%an:%s -1");

        assertThat(ran).isEqualTo(new Ran(0, "Anna:second\n", ""));
        outside("git log --format=%s -1 otter | grep -qx second");
        assertThat(within("git config core.fsmonitor /tmp/evil").code()).isNotZero();
        assertThat(within("echo evil >" + main.resolve(".git/hooks/pre-commit")).code())
                .isNotZero();
        assertThat(within("echo evil >" + main.resolve(".git/hooks/post-commit"))
                        .code())
                .isNotZero();
        assertThat(within("rm -f .git; mv " + main.resolve(".git") + " " + main.resolve("git2"))
                        .code())
                .isNotZero();
        assertThat(within("mkdir " + main.resolve(".git/worktrees/other")).code())
                .isNotZero();
        assertThat(work.resolve(".git")).isRegularFile();
        assertThat(Files.readString(main.resolve(".git/config"))).doesNotContain("evil");
    }

    @Test
    void processesOfOthersAreNeitherSeenNorReached() throws Exception {
        long own = ProcessHandle.current().pid();

        Ran ran = within(
                "ls -d /proc/[0-9]* | wc -l; kill -0 " + own + "; cat /proc/" + own + "/root/etc/hostname; echo $$");

        assertThat(ran.out().lines().findFirst().map(String::strip).map(Integer::valueOf))
                .hasValueSatisfying(count -> assertThat(count).isLessThan(8));
        assertThat(ran.out().lines().reduce((first, last) -> last)).contains("2");
        assertThat(ran.err()).isNotEmpty();
    }

    @Test
    void whatItLeavesBehindEndsWithIt() throws Exception {
        Path mark = work.resolve("mark");
        within("(sleep 300; touch " + mark + ") & echo started");

        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info()
                                .commandLine()
                                .filter(line -> line.contains(mark.toString()))
                                .isPresent()))
                .isEmpty();
    }

    @Test
    void aSignalToTheGroupIsThePrograms() throws Exception {
        Enclosure.Launch launch = enclosure(rule(new Network.Off()), Needs.NONE)
                .around(new Enclosure.Launch(
                        List.of(
                                "sh",
                                "-c",
                                "trap 'echo heard >heard; exit 7' TERM; echo up >up; while :; do sleep 0.05; done"),
                        environment,
                        work,
                        false));
        List<String> group = new ArrayList<>(List.of("/bin/sh", "-c", """
            setsid "$@" & leader=$!
            while [ ! -e up ]; do sleep 0.05; done
            kill -TERM -$leader
            wait $leader
            """, "sh"));
        group.addAll(launch.command());

        Outcome outcome = new Programs().run(Invocation.of(work, launch.environment(), group));

        assertThat(work.resolve("heard")).hasContent("heard\n");
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Exited.class, ended -> assertThat(ended.code()).isEqualTo(7));
    }

    @Test
    void anotherDirectoryStandsInForTheCommonOne() throws Exception {
        Path common = Files.createDirectories(home.resolve(".agent/sessions"));
        Files.writeString(common.resolve("2.json"), "another's");
        Path own = directory.resolve("session/states");
        Needs needs = new Needs(
                Set.of(), Set.of(home.resolve(".agent")), Set.of(), List.of(new Needs.Own(own, common)), false);

        Ran ran = within(
                enclosure(rule(new Network.On()), needs),
                "ls " + common + "; echo state >" + common.resolve("2.json") + "; echo all >"
                        + home.resolve(".agent/all"));

        assertThat(ran).isEqualTo(new Ran(0, "", ""));
        assertThat(own.resolve("2.json")).hasContent("state\n");
        assertThat(common.resolve("2.json")).hasContent("another's");
        assertThat(home.resolve(".agent/all")).hasContent("all\n");
    }

    @Test
    void withoutNetworkThereIsNone() throws Exception {
        try (ServerSocket server = answering()) {
            Enclosure off = enclosure(rule(new Network.Off()), Needs.NONE);

            assertThat(within(off, get("http://127.0.0.1:" + server.getLocalPort()))
                            .out())
                    .isEmpty();
            assertThat(within(get("http://127.0.0.1:" + server.getLocalPort())).out())
                    .isEqualTo("ok");
        }
    }

    @Test
    void withAListOnlyWhatIsInItIsReached() throws Exception {
        try (ServerSocket allowed = answering();
                ServerSocket other = answering();
                Enclosure listed = enclosure(
                        rule(new Network.Listed(List.of(new HostRule("127.0.0.1", allowed.getLocalPort())))),
                        Needs.NONE)) {
            String proxied = "curl -s --noproxy '' http://127.0.0.1:";
            assumeThat(Path.of("/usr/bin/curl")).exists();

            assertThat(within(listed, proxied + allowed.getLocalPort()).out()).isEqualTo("ok");
            assertThat(within(listed, proxied + other.getLocalPort()).out()).contains("is not among the hosts");
            assertThat(within(listed, "curl -s --noproxy '*' http://127.0.0.1:" + allowed.getLocalPort())
                            .code())
                    .isNotZero();
            assertThat(within(listed, "ls -A /tmp | grep tagma; exit 5")).isEqualTo(new Ran(5, "", ""));
        }
    }

    private static String get(String address) {
        return "curl -s --noproxy '*' " + address + " || true";
    }

    private static ServerSocket answering() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    try (Socket client = server.accept();
                            OutputStream out = client.getOutputStream()) {
                        int _ = client.getInputStream().read();
                        out.write(ANSWER.getBytes(StandardCharsets.US_ASCII));
                    }
                }
            } catch (IOException closed) {
                return;
            }
        });
        return server;
    }

    @Test
    void aLimitOnMemoryHoldsForEachProcessWhereNothingElseCan() throws Exception {
        SandboxRule limited = new SandboxRule(
                SandboxKind.BUBBLEWRAP,
                new Network.Off(),
                new Limits(Optional.of(64L << 20), Optional.empty(), Optional.empty()),
                List.of(),
                List.of(),
                Optional.empty());
        Enclosure enclosure = enclosure(limited, Needs.NONE);
        assumeThat(enclosure.containment().orElseThrow().enforced())
                .anyMatch(said -> said.contains("for the data of each process"));

        assertThat(within(enclosure, "ulimit -d").out().strip()).isEqualTo(Long.toString(64L << 10));
    }

    @Test
    void itSaysWhatHoldsAndWhatDoesNot() {
        var said = enclosure(rule(new Network.Off()), Needs.NONE).containment().orElseThrow();

        assertThat(said.enforced())
                .anyMatch(one -> one.startsWith("files it can write: ") && one.contains(work.toString()))
                .contains("network: none");
        assertThat(said.open()).contains("memory: no limit is set", "processes: no limit is set");
    }

    @Test
    void anAgentThatIsReachedByAPortNeedsTheNetwork() {
        Needs port = new Needs(Set.of(), Set.of(), Set.of(), List.of(), true);

        assertThat(bubblewrap.objection(rule(new Network.Off()), port)).isPresent();
        assertThat(bubblewrap.objection(rule(new Network.On()), port)).isEmpty();
    }

    @Test
    void whereTheProgramIsMissingOneLineSaysSo() {
        Bubblewrap missing = new Bubblewrap(
                Map.of("PATH", directory.toString()), new ForwarderProgram(Path.of("/java"), Path.of("/java")));

        assertThat(missing.hindrance())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("'bwrap'", "apt install bubblewrap")
                        .doesNotContain("\n"));
    }

    @Test
    void whereNamespacesAreForbiddenOneLineSaysSo() throws IOException {
        Path refusing = Files.writeString(
                directory.resolve("bwrap"),
                "#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2\nexit 1\n");
        assertThat(refusing.toFile().setExecutable(true)).isTrue();
        Bubblewrap forbidden = new Bubblewrap(
                Map.of("PATH", directory + ":/usr/bin:/bin"), new ForwarderProgram(Path.of("/java"), Path.of("/java")));

        assertThat(forbidden.hindrance())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("No permissions to create new namespace", "kernel.unprivileged_userns_clone")
                        .doesNotContain("\n"));
    }
}

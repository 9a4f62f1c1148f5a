package dev.tagma.app.config;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.tagma.core.sandbox.HostRule;
import dev.tagma.core.sandbox.Limits;
import dev.tagma.core.sandbox.Network;
import dev.tagma.core.sandbox.SandboxKind;
import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.session.AfterLimit;
import dev.tagma.core.session.GroupPath;
import dev.tagma.core.session.PermissionMode;
import dev.tagma.core.usage.Budget;
import dev.tagma.core.usage.Budget.Scope;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

    private static final Path HOME = Path.of("/home/anna");

    private static final Limits SANDBOXED = new Limits(Optional.of(4L << 30), Optional.of(200), Optional.of(150));

    @TempDir
    private Path directory;

    @Test
    void withoutAFileTheDefaultsHold() {
        assertThat(ConfigReader.read(directory.resolve("config.yaml"), HOME)).isEqualTo(Config.DEFAULT);
    }

    @Test
    void everyKeyIsTaken() throws IOException {
        Config config = read("""
            agents:
              claude-code:
                command: [/opt/claude, --verbose]
                env: {ANTHROPIC_BASE_URL: 'http://127.0.0.1:1'}
                acp: [claude-code-acp]
                login: key
                modes: {edits: acceptEdits}
                adapter: [python3, /opt/adapter.py]
                sandbox: {network: 'off', writable: [~/.cache/x]}
            sandbox:
              kind: bubblewrap
              network: [api.example.com, '*.example.org:8443']
              memory: 4g
              processes: 200
              cpus: 1.5
              readable: [~/.pyenv, /srv/data]
            server:
              port: 0
            sessions:
              agent: scripted
              mode: edits
              afterLimit: continue
              yolo: true
              stallAfter: 90s
              stopGrace: 1m
              scriptLimit: 2m
              ports: 30000-30009
            delivery:
              steer: true
              maxBytes: 2048
              inbox:
                messages: 7
                bytes: 3000000
            store:
              sync: full
              retention:
                age: 30d
                rows: 5000
                bytes: 2000000
                snapshots: 50
            budgets:
              session:
                usd: 2.50
                tokens: 1000000
                warnAt: 50
              group:
                team/api:
                  usd: 20
              tenant:
                usd: 100
              day:
                tokens: 9000000
            search:
              foreign: true
            """);

        assertThat(config)
                .isEqualTo(new Config(
                        Map.of(
                                "claude-code",
                                new Config.Agent(
                                        List.of("/opt/claude", "--verbose"),
                                        Map.of("ANTHROPIC_BASE_URL", "http://127.0.0.1:1"),
                                        Optional.of(new Config.Acp(
                                                List.of("claude-code-acp"),
                                                Optional.of("key"),
                                                Map.of(PermissionMode.EDITS, "acceptEdits"))),
                                        List.of("python3", "/opt/adapter.py"),
                                        Optional.of(new SandboxRule(
                                                SandboxKind.BUBBLEWRAP,
                                                new Network.Off(),
                                                SANDBOXED,
                                                List.of("/home/anna/.pyenv", "/srv/data"),
                                                List.of("/home/anna/.cache/x"),
                                                Optional.empty())))),
                        new Config.Server(Optional.of(0), true),
                        new Config.Sessions(
                                "scripted",
                                PermissionMode.EDITS,
                                AfterLimit.CONTINUE,
                                true,
                                Duration.ofSeconds(90),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(2),
                                new Config.Ports(30000, 30009)),
                        new Config.Delivery(true, 2048, new Config.Inbox(7, 3_000_000)),
                        new Config.StoreSettings(true, new Config.Kept(Duration.ofDays(30), 5000, 2_000_000, 50)),
                        List.of(
                                new Budget(
                                        new Scope.OfSession(),
                                        Optional.of(new BigDecimal("2.50")),
                                        Optional.of(1_000_000L),
                                        50),
                                new Budget(
                                        new Scope.OfGroup(new GroupPath("team/api")),
                                        Optional.of(new BigDecimal("20")),
                                        Optional.empty(),
                                        80),
                                new Budget(
                                        new Scope.OfTenant(), Optional.of(new BigDecimal("100")), Optional.empty(), 80),
                                new Budget(new Scope.OfDay(), Optional.empty(), Optional.of(9_000_000L), 80)),
                        new Config.Search(true),
                        new SandboxRule(
                                SandboxKind.BUBBLEWRAP,
                                new Network.Listed(List.of(
                                        new HostRule("api.example.com", 443), new HostRule("*.example.org", 8443))),
                                SANDBOXED,
                                List.of("/home/anna/.pyenv", "/srv/data"),
                                List.of(),
                                Optional.empty())));
    }

    @Test
    void aSandboxThatCannotBeIsRefusedWithItsLine() {
        assertThat(faults("sandbox: {network: off}"))
                .singleElement()
                .asString()
                .contains("config.yaml:1: 'sandbox.kind' is wrong", "choose one, such as bubblewrap");
        assertThat(faults("sandbox:\n  kind: docker\n"))
                .singleElement()
                .asString()
                .contains("config.yaml:2", "name one as 'image'");
        assertThat(faults("sandbox: {kind: jail}")).singleElement().asString().contains("none, bubblewrap, docker");
        assertThat(faults("sandbox: {kind: bubblewrap, network: [a b]}"))
                .singleElement()
                .asString()
                .contains("'sandbox.network' is not understood; use on, off, or a list of hosts");
        assertThat(faults("sandbox: {kind: bubblewrap, memory: lots, cpus: 0, writable: [here]}"))
                .hasSize(3);
        assertThat(faults("agents: {codex: {sandbox: {image: x}}}"))
                .singleElement()
                .asString()
                .contains("agents.codex.sandbox");
    }

    private List<String> faults(String text) {
        try {
            throw new AssertionError("It was taken for " + read(text));
        } catch (ConfigFault fault) {
            return fault.errors();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void everyErrorIsSaidAtOnceWithItsLine() {
        assertThatThrownBy(() -> read("""
            server:
              port: high
              gate: open
            store:
              retention:
                age: forever
                snapshots: 0
            """))
                .isInstanceOfSatisfying(
                        ConfigFault.class,
                        fault -> assertThat(fault.errors())
                                .satisfiesExactlyInAnyOrder(
                                        error -> assertThat(error).contains(":2: ", "'server.port' is 'high'"),
                                        error -> assertThat(error).contains(":3: ", "key 'server.gate' is not known"),
                                        error -> assertThat(error)
                                                .contains(":6: ", "'store.retention.age' is 'forever'"),
                                        error -> assertThat(error)
                                                .contains(":7: ", "'store.retention.snapshots' is '0'")));
    }

    @Test
    void aBudgetSaysHowMuch() {
        assertThat(errors("budgets:\n  day:\n    warnAt: 50\n"))
                .singleElement(as(STRING))
                .contains("'budgets.day.usd' is not set, nor is 'tokens'");
        assertThat(errors("budgets:\n  session:\n    usd: much\n"))
                .singleElement(as(STRING))
                .contains("'budgets.session.usd' is 'much'", "such as 5 or 0.25");
        assertThat(errors("budgets:\n  group:\n    a//b:\n      usd: 5\n"))
                .singleElement(as(STRING))
                .contains("budgets.group.a//b", "is not a path");
        assertThat(errors("budgets:\n  dy: {usd: 5}\n"))
                .singleElement(as(STRING))
                .contains("did you mean 'day'");
    }

    @Test
    void whatTellsOfAProtocolAgentStandsBesideItsCommand() {
        assertThat(errors("agents:\n  gemini:\n    login: key\n"))
                .singleElement(as(STRING))
                .contains("'agents.gemini.login'", "set 'acp' as well");
        assertThat(errors("agents:\n  gemini:\n    acp: [gemini]\n    modes: {fast: x}\n"))
                .singleElement(as(STRING))
                .contains("'agents.gemini.modes.fast' is not known");
    }

    @Test
    void anUnknownKeyIsNamedWithTheOneThatWasMeantOrWithAll() {
        assertThat(errors("""
            sever:
              tcp: false
            sessions:
              stalAfter: 5m
              modes: ask
              colour: red
            """))
                .containsExactlyInAnyOrder(
                        ":1: key 'sever' is not known; did you mean 'server'?",
                        ":4: key 'sessions.stalAfter' is not known; did you mean 'stallAfter'?",
                        ":5: key 'sessions.modes' is not known; did you mean 'mode'?",
                        ":6: key 'sessions.colour' is not known; known here: afterLimit, agent, mode, ports,"
                                + " scriptLimit, stallAfter, stopGrace, yolo");
    }

    @Test
    void anEmptyFileIsTheDefault() throws IOException {
        for (String empty : List.of("", "\n\n", "# nothing\n", "---\n", "null\n", "\uFEFF")) {
            assertThat(read(empty)).isEqualTo(Config.DEFAULT);
        }
    }

    @Test
    void whatIsNotAMappingIsRefused() {
        assertThat(errors("- one\n- two\n")).containsExactly(":1: 'the file' must be a mapping of keys to values");
        assertThat(errors("server: [1]\n")).containsExactly(":1: 'server' must be a mapping of keys to values");
        assertThat(errors("sessions:\n  mode: {a: b}\n"))
                .singleElement()
                .asString()
                .startsWith(":2: 'sessions.mode' is a mapping");
        assertThat(errors("? [a, b]\n: c\n")).contains(":1: a key must be plain text");
    }

    @Test
    void whatIsNotYamlIsSaidWithItsLine() {
        assertThat(errors("server:\n\ttcp: true\n")).singleElement().asString().startsWith(":2: not YAML: ");
        assertThat(errors("server: {tcp: true\n")).singleElement().asString().contains("not YAML: ");
        assertThat(errors("a: 1\n---\nb: 2\n")).singleElement().asString().contains("not YAML: ");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThat(errors("server:\n  tcp: true\n  tcp: false\nserver: {}\n"))
                .containsExactlyInAnyOrder(
                        ":3: key 'server.tcp' stands here a second time", ":4: key 'server' stands here a second time");
    }

    /** Each unfolds, names a type, digs or hides something; none of it gets as far as a value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n",
                "agents: &loop\n  x: *loop\n",
                "agents:\n  x: &x {command: [a]}\n  y:\n    <<: *x\n",
                "agents: !!java.net.URL [http://127.0.0.1/]\n",
                "server: {port: !!int '1'}\n",
                "sessions: {mode: !secret ask}\n",
                "sessions: {mode: \"\\e[2J\\0\"}\n",
                "\"\\e[31mserver\": {}\n"
            })
    void hostileYamlIsRefusedInPrintableWords(String text) {
        assertThat(errors(text)).isNotEmpty().allMatch(error -> error.chars().noneMatch(Character::isISOControl));
    }

    @Test
    void deepAndHugeFilesAreRefusedAtOnce() {
        assertThat(errors("[".repeat(100_000))).singleElement().asString().contains("nested deeper");
        assertThat(errors("{a: ".repeat(50_000))).singleElement().asString().contains("nested deeper");
        assertThat(errors("- ".repeat(100_000))).singleElement().asString().contains("nested deeper");
        assertThat(errors("# " + "x".repeat(1 << 20)))
                .singleElement()
                .asString()
                .contains("longer than");
        assertThat(errors("*a, ".repeat(1).concat("[" + "*a, ".repeat(5_000) + "]")))
                .hasSizeLessThan(60);
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path file = directory.resolve("config.yaml");

        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xfe});
        assertThat(faultOf(file)).containsExactly(": is not text in UTF-8; save it as such");
        Files.write(file, new byte[] {'a', ':', ' ', 0, 1, 2});
        assertThat(faultOf(file)).singleElement().asString().contains("not YAML");
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(faultOf(file)).singleElement().asString().contains("is not a file");
    }

    @Property(tries = 2_000)
    void whateverStandsThereIsTakenOrRefusedWithLines(@ForAll("texts") String text) {
        Config config = Config.DEFAULT;
        try {
            Path file = Files.writeString(Files.createTempFile("tagma-config", ".yaml"), text);
            try {
                config = ConfigReader.read(file, HOME);
            } finally {
                Files.delete(file);
            }
        } catch (ConfigFault fault) {
            assertThat(fault.errors()).isNotEmpty();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        assertThat(config).isNotNull();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "server",
                        "sessions",
                        "agents",
                        "mode",
                        "port",
                        "command",
                        "env",
                        ":",
                        ": ",
                        "\n",
                        "\n  ",
                        "- ",
                        "[",
                        "]",
                        "{",
                        "}",
                        "&a ",
                        "*a",
                        "!!x ",
                        "'",
                        "\"",
                        "|",
                        ">",
                        "#",
                        "%YAML 9.9\n",
                        "---\n",
                        "...\n",
                        "? ",
                        "ask",
                        "true",
                        "~",
                        "7467",
                        "\t",
                        "\u0000",
                        "\uD800",
                        "\u2028",
                        ", ",
                        "<<: ")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts).replace("\uD800", "?"));
    }

    private List<String> errors(String text) {
        try {
            return faultOf(Files.writeString(directory.resolve("config.yaml"), text));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** What is said of this file, without its name. */
    private static List<String> faultOf(Path file) {
        try {
            throw new AssertionError("It was taken for " + ConfigReader.read(file, HOME));
        } catch (ConfigFault fault) {
            return fault.errors().stream()
                    .map(error -> error.replaceFirst(Pattern.quote(file.toString()), ""))
                    .toList();
        }
    }

    private Config read(String text) throws IOException {
        return ConfigReader.read(Files.writeString(directory.resolve("config.yaml"), text), HOME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80-90", "21999-21000", "21000", "21000-70000", "a-b", "99999999-1"})
    void portsAreARangeThatProgramsMayUse(String ports) {
        assertThat(errors("sessions: {ports: " + ports + "}\n"))
                .singleElement()
                .asString()
                .contains("'sessions.ports' is '" + ports + "'");
    }
}

package dev.tagma.app.daemon;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** The command that runs the scripted agent: this very Java and these very classes, as a small process. */
public final class ScriptedProgram {

    private ScriptedProgram() {}

    public static List<String> command() {
        return command("dev.tagma.testkit.agent.ScriptedAgent");
    }

    /** The same agent, spoken to over the Agent Client Protocol. */
    public static List<String> acp() {
        return command("dev.tagma.testkit.acp.ScriptedAcpAgent");
    }

    /** An agent that is started and spoken to as Claude Code is without a terminal. */
    public static List<String> stream() {
        return command("dev.tagma.testkit.stream.ScriptedStreamAgent");
    }

    private static List<String> command(String main) {
        String java = System.getProperty(
                "tagma.java",
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        String lib = System.getProperty("tagma.lib");
        String classes = lib == null ? System.getProperty("java.class.path") : lib + File.separator + "tagma-app.jar";
        return List.of(
                java,
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes,
                main);
    }
}

package dev.tagma.adapters.agent.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class WorkspaceFilesTest {

    @TempDir
    private Path directory;

    private Path workspace;
    private WorkspaceFiles files;

    @BeforeEach
    void make() throws IOException {
        workspace = Files.createDirectory(directory.resolve("workspace"));
        files = new WorkspaceFiles(workspace);
    }

    @Test
    void aFileIsReadWholeOrInPart() throws Exception {
        Path file = Files.writeString(workspace.resolve("file"), "one\ntwo\nthree\nfour");

        assertThat(files.read(of(file))).isEqualTo("one\ntwo\nthree\nfour");
        assertThat(files.read(of(file).put("line", 2).put("limit", 2))).isEqualTo("two\nthree\n");
        assertThat(files.read(of(file).put("line", 4))).isEqualTo("four");
        assertThat(files.read(of(file).put("line", 99))).isEmpty();
        assertThat(files.read(of(file).put("limit", 0))).isEmpty();
    }

    @Test
    void whatIsNoPathIsRefused() {
        for (String text : List.of("/a\0b", workspace + "/\0")) {
            assertThatExceptionOfType(WorkspaceFiles.Refused.class)
                    .isThrownBy(() -> files.directory(text))
                    .withMessageContaining("is no path");
        }
    }

    @Test
    void aFileIsWrittenWithItsDirectories() throws Exception {
        files.write(of(workspace.resolve("a/b/new")).put("content", "text"));

        assertThat(workspace.resolve("a/b/new")).hasContent("text");
    }

    @Test
    void aFileBehindALinkInTheWorkspaceIsWritten() throws Exception {
        Path real = Files.writeString(workspace.resolve("real"), "old");
        Files.createSymbolicLink(workspace.resolve("link"), real);

        files.write(of(workspace.resolve("link")).put("content", "new"));

        assertThat(real).hasContent("new");
        assertThat(workspace.resolve("link")).isSymbolicLink();
    }

    @Test
    void nothingOutsideIsTouched() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(workspace.resolve("link"), secret);
        Files.createSymbolicLink(workspace.resolve("up"), directory);
        Files.createSymbolicLink(workspace.resolve("dangling"), directory.resolve("to-be-made"));

        for (Path path : new Path[] {
            secret,
            workspace.resolve("../secret"),
            workspace.resolve("link"),
            workspace.resolve("up/secret"),
            workspace.resolve("up/new/file"),
            workspace.resolve("nowhere/../../secret"),
            workspace.resolve("dangling"),
            workspace.resolveSibling("workspace-of-another").resolve("file"),
            workspace,
            Path.of("/etc/passwd"),
        }) {
            assertThatThrownBy(() -> files.read(of(path))).as("%s", path).isInstanceOf(WorkspaceFiles.Refused.class);
            assertThatThrownBy(() -> files.write(of(path).put("content", "x")))
                    .as("%s", path)
                    .isInstanceOf(WorkspaceFiles.Refused.class);
        }
        assertThat(secret).hasContent("secret");
        assertThat(directory.resolve("to-be-made")).doesNotExist();
        assertThat(directory.resolve("new")).doesNotExist();
    }

    @Test
    void whatIsNoTextIsRefusedWithTheReason() throws Exception {
        Path binary = Files.write(workspace.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});

        assertThatThrownBy(() -> files.read(of(binary))).hasMessageContaining("is no text in UTF-8");
        assertThatThrownBy(() -> files.read(of(workspace.resolve("absent")))).hasMessageContaining("there is no file");
        assertThatThrownBy(() -> files.read(of(workspace.resolve("absent/below"))))
                .hasMessageContaining("no file");
        assertThatThrownBy(() -> files.read(json().put("path", "relative"))).hasMessageContaining("absolute");
        assertThatThrownBy(() -> files.read(json())).hasMessageContaining("absolute");
    }

    /** Whoever opened it would wait for its other end. */
    @Test
    void aPipeIsNeitherReadNorWritten() throws Exception {
        Path pipe = workspace.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThatThrownBy(() -> files.read(of(pipe))).hasMessageContaining("is no file");
        assertThatThrownBy(() -> files.write(of(pipe).put("content", "x"))).hasMessageContaining("is no file");
    }

    private static ObjectNode of(Path path) {
        return json().put("path", path.toString());
    }

    private static ObjectNode json() {
        return JsonMapper.shared().createObjectNode();
    }
}

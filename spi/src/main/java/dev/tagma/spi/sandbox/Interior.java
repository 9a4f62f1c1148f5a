package dev.tagma.spi.sandbox;

import dev.tagma.core.sandbox.SandboxRule;
import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Workspace;
import java.nio.file.Path;

/**
 * What is to be enclosed.
 *
 * @param directory the session's private directory, kept as long as the session; no program within sees it unless the needs
 *     name a part of it
 */
public record Interior(SessionId session, SandboxRule rule, Needs needs, Workspace workspace, Path directory) {}

package dev.tagma.core.workspace;

/**
 * A program that a project runs in its workspaces, with the very text that somebody has looked at.
 *
 * @param path within the project, for people
 * @param text all of it
 */
public record Script(String path, String text) {}

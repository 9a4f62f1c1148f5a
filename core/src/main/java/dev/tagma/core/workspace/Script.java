package dev.tagma.core.workspace;

/**
 * A file of a project that is trusted by its text: a program that is run in its workspaces, or what says from where their
 * submodules are cloned.
 *
 * @param path within the project, for people
 * @param text all of it
 */
public record Script(String path, String text) {}

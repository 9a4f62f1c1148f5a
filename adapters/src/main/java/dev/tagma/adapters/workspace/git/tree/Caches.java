package dev.tagma.adapters.workspace.git.tree;

import java.util.Set;

/** Directories that tools fill and can fill again. */
public final class Caches {

    private static final Set<String> NAMES = Set.of(
            "node_modules",
            "bower_components",
            "jspm_packages",
            "target",
            "build",
            "dist",
            "out",
            ".gradle",
            ".m2",
            ".mvn-cache",
            ".venv",
            "venv",
            "__pycache__",
            ".pytest_cache",
            ".mypy_cache",
            ".ruff_cache",
            ".tox",
            ".nox",
            ".eggs",
            ".cache",
            ".parcel-cache",
            ".turbo",
            ".next",
            ".nuxt",
            ".svelte-kit",
            ".angular",
            ".terraform",
            ".dart_tool",
            ".pnpm-store",
            ".yarn",
            "vendor",
            "Pods",
            "DerivedData",
            "_build",
            "deps",
            "elm-stuff",
            "zig-cache",
            ".zig-cache",
            "zig-out",
            "coverage",
            ".nyc_output");

    /** Those whose name alone says what they are, even where no ignore rule does. */
    private static final Set<String> UNMISTAKABLE =
            Set.of("node_modules", "bower_components", "__pycache__", ".venv", ".pytest_cache", ".mypy_cache", ".tox");

    private Caches() {}

    /** Whether an ignored directory of this name is a cache. */
    public static boolean ignored(String name) {
        return NAMES.contains(name);
    }

    /** Whether a directory of this name is a cache wherever it is. */
    public static boolean anywhere(String name) {
        return UNMISTAKABLE.contains(name);
    }
}

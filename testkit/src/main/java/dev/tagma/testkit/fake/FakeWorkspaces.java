package dev.tagma.testkit.fake;

import dev.tagma.core.session.SessionId;
import dev.tagma.core.workspace.Beside;
import dev.tagma.core.workspace.TreeId;
import dev.tagma.core.workspace.Workspace;
import dev.tagma.spi.workspace.DiskUse;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.WorkspaceException;
import dev.tagma.spi.workspace.WorkspaceException.Kind;
import dev.tagma.spi.workspace.WorkspacePlan;
import dev.tagma.spi.workspace.WorkspaceStatus;
import dev.tagma.spi.workspace.Workspaces;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Workspaces in memory: files are text by name, places are what a test has said that there is. Safe for many threads. */
public final class FakeWorkspaces implements Workspaces {

    private final Clock clock;
    private final Map<Path, SortedMap<String, String>> repositories = new HashMap<>();
    private final Map<Path, SortedMap<String, String>> directories = new HashMap<>();
    private final Map<Path, SortedMap<String, String>> committed = new HashMap<>();
    private final Map<Path, Integer> unpushed = new HashMap<>();
    private final Map<Path, TreeId> begun = new HashMap<>();
    private final Map<String, WorkspacePlan> made = new HashMap<>();
    private final Map<TreeId, SortedMap<String, String>> trees = new HashMap<>();
    private final Map<SessionId, List<String>> snapshots = new HashMap<>();
    private final List<Rescue> rescues = new ArrayList<>();
    private final List<WorkspaceException> failures = new ArrayList<>();

    private volatile Runnable beforeSnapshots = () -> {};
    private volatile Runnable afterMeasuring = () -> {};
    private volatile Runnable beforeMaking = () -> {};

    public FakeWorkspaces(Clock clock) {
        this.clock = clock;
    }

    /** There is a repository with one commit of these files. */
    public synchronized void addRepository(Path place, Map<String, String> files) {
        repositories.put(place, new TreeMap<>(files));
        directories.put(place, new TreeMap<>(files));
        committed.put(place, new TreeMap<>(files));
    }

    /** There is a plain directory. */
    public synchronized void addDirectory(Path place) {
        directories.put(place, new TreeMap<>());
    }

    /** Somebody writes a file. */
    public synchronized void write(Workspace workspace, String name, String text) {
        files(workspace).put(name, text);
    }

    /** Somebody deletes a file. */
    public synchronized void delete(Workspace workspace, String name) {
        files(workspace).remove(name);
    }

    /** What a file holds, none where it is not there. */
    public synchronized Optional<String> read(Path directory, String name) {
        return Optional.ofNullable(
                directories.getOrDefault(directory, new TreeMap<>()).get(name));
    }

    /** Somebody commits all there is. */
    public synchronized void commit(Workspace workspace) {
        committed.put(Path.of(workspace.path()), new TreeMap<>(files(workspace)));
        unpushed.merge(Path.of(workspace.path()), 1, Integer::sum);
    }

    /** Somebody merges what was committed. */
    public synchronized void merge(Workspace workspace) {
        unpushed.remove(Path.of(workspace.path()));
    }

    /** Somebody deletes the directory underneath. */
    public synchronized void vanish(Workspace workspace) {
        directories.remove(Path.of(workspace.path()));
    }

    /** The next call that could fail does so. */
    public synchronized void failNext(WorkspaceException failure) {
        failures.add(failure);
    }

    /** What happens before every snapshot, such as that it takes its time. */
    public void beforeSnapshots(Runnable happens) {
        beforeSnapshots = happens;
    }

    /** What happens before every making of a workspace, such as that it waits for another machine. */
    public void beforeMaking(Runnable happens) {
        beforeMaking = happens;
    }

    /** What happens after every measuring, before its figure is told. */
    public void afterMeasuring(Runnable happens) {
        afterMeasuring = happens;
    }

    private void mayFail() {
        if (!failures.isEmpty()) {
            throw failures.removeFirst();
        }
    }

    @Override
    public Workspace create(WorkspacePlan plan) {
        beforeMaking.run();
        return made(plan);
    }

    private synchronized Workspace made(WorkspacePlan plan) {
        mayFail();
        requirePossible(plan);
        if (!plan.beside().isEmpty()) {
            return several(plan);
        }
        Path place = plan.place();
        boolean repository = repositories.containsKey(place);
        if (plan.kind() == WorkspacePlan.Kind.IN_PLACE || !repository) {
            return new Workspace(
                    Workspace.Kind.DIRECTORY,
                    place.toString(),
                    repository ? Optional.of(place.toString()) : Optional.empty(),
                    repository ? Optional.of("main") : Optional.empty(),
                    repository ? Optional.of(treeOf(repositories.get(place)).value()) : Optional.empty(),
                    false);
        }
        Path path = claimed(plan);
        SortedMap<String, String> files = new TreeMap<>(repositories.getOrDefault(place, new TreeMap<>()));
        directories.putIfAbsent(path, new TreeMap<>(files));
        committed.putIfAbsent(path, files);
        return new Workspace(
                plan.kind() == WorkspacePlan.Kind.CLONE ? Workspace.Kind.CLONE : Workspace.Kind.WORKTREE,
                path.toString(),
                Optional.of(place.toString()),
                Optional.of(plan.branch().orElse(plan.name())),
                Optional.of(treeOf(files).value()),
                true);
    }

    private Path claimed(WorkspacePlan plan) {
        Path all = plan.place().resolveSibling(plan.place().getFileName() + "-worktrees");
        Path path = plan.former()
                .filter(former -> all.equals(former.getParent()))
                .orElseGet(() -> all.resolve(plan.name()));
        WorkspacePlan before = made.putIfAbsent(path.toString(), plan);
        if (before != null && !before.session().equals(plan.session())) {
            throw new WorkspaceException(
                    Kind.REFUSED, "The directory " + path + " is taken already: choose another name");
        }
        return path;
    }

    /** Its files have the names of their repositories in front. */
    private Workspace several(WorkspacePlan plan) {
        Path path = claimed(plan);
        var files = new TreeMap<String, String>();
        var members = new ArrayList<Workspace>();
        places(plan).forEach((name, place) -> {
            SortedMap<String, String> own = repositories.getOrDefault(place, new TreeMap<>());
            own.forEach((file, text) -> files.put(name + "/" + file, text));
            members.add(new Workspace(
                    plan.kind() == WorkspacePlan.Kind.CLONE ? Workspace.Kind.CLONE : Workspace.Kind.WORKTREE,
                    path.resolve(name).toString(),
                    Optional.of(place.toString()),
                    Optional.of(plan.branch().orElse(plan.name())),
                    Optional.of(treeOf(own).value()),
                    true));
        });
        directories.putIfAbsent(path, new TreeMap<>(files));
        committed.putIfAbsent(path, files);
        begun.putIfAbsent(path, treeOf(files));
        return new Workspace(
                Workspace.Kind.SEVERAL,
                path.toString(),
                Optional.of(plan.place().toString()),
                Optional.of(plan.branch().orElse(plan.name())),
                Optional.empty(),
                true,
                members);
    }

    private Map<String, Path> places(WorkspacePlan plan) {
        var places = new LinkedHashMap<String, Path>();
        places.put(String.valueOf(plan.place().getFileName()), plan.place());
        for (Beside other : plan.beside()) {
            Path place = Path.of(other.place());
            String name = other.name().orElseGet(() -> String.valueOf(place.getFileName()));
            if (places.containsValue(place) || places.putIfAbsent(name, place) != null) {
                throw new WorkspaceException(Kind.REFUSED, "Two repositories are the same or called the same: " + name);
            }
        }
        return places;
    }

    @Override
    public synchronized void requirePossible(WorkspacePlan plan) {
        if (!plan.beside().isEmpty()) {
            for (Path one : places(plan).values()) {
                if (plan.kind() == WorkspacePlan.Kind.IN_PLACE || !repositories.containsKey(one)) {
                    throw new WorkspaceException(
                            Kind.REFUSED, one + " cannot be one of several repositories in a workspace");
                }
            }
            return;
        }
        Path place = plan.place();
        if (!directories.containsKey(place)) {
            throw new WorkspaceException(Kind.REFUSED, "There is no directory " + place + ": make it first");
        }
        boolean own = plan.kind() == WorkspacePlan.Kind.WORKTREE || plan.kind() == WorkspacePlan.Kind.CLONE;
        if (own && !repositories.containsKey(place)) {
            throw new WorkspaceException(
                    Kind.REFUSED, place + " is in no git repository, so none of its own can be made");
        }
    }

    @Override
    public synchronized WorkspaceStatus status(Workspace workspace) {
        Path path = Path.of(workspace.path());
        SortedMap<String, String> now = directories.get(path);
        SortedMap<String, String> base = committed.get(path);
        var dirty = new ArrayList<String>();
        if (now != null && base != null) {
            var names = new TreeSet<>(now.keySet());
            names.addAll(base.keySet());
            names.stream()
                    .filter(name -> !java.util.Objects.equals(now.get(name), base.get(name)))
                    .forEach(dirty::add);
        }
        return new WorkspaceStatus(
                now != null,
                workspace.branch(),
                workspace.base(),
                dirty,
                unpushed.getOrDefault(path, 0),
                List.of(),
                Optional.empty(),
                now == null ? List.of() : members(workspace, dirty));
    }

    private static List<WorkspaceStatus.Member> members(Workspace workspace, List<String> dirty) {
        return workspace.members().stream()
                .map(member -> new WorkspaceStatus.Member(
                        member.name(),
                        new WorkspaceStatus(
                                true,
                                member.branch(),
                                member.base(),
                                dirty.stream()
                                        .filter(path -> path.startsWith(member.name() + "/"))
                                        .map(path ->
                                                path.substring(member.name().length() + 1))
                                        .toList(),
                                0,
                                List.of(),
                                Optional.empty())))
                .toList();
    }

    @Override
    public DiskUse diskUse(Workspace workspace) {
        DiskUse use = measured(workspace);
        afterMeasuring.run();
        return use;
    }

    private synchronized DiskUse measured(Workspace workspace) {
        mayFail();
        return new DiskUse(
                files(workspace).values().stream().mapToLong(String::length).sum(), clock.instant());
    }

    @Override
    public synchronized int unmerged(Workspace workspace) {
        mayFail();
        files(workspace);
        return unpushed.getOrDefault(Path.of(workspace.path()), 0);
    }

    @Override
    public TreeId snapshot(SessionId session, Workspace workspace, String label) {
        beforeSnapshots.run();
        return taken(session, workspace, label);
    }

    private synchronized TreeId taken(SessionId session, Workspace workspace, String label) {
        mayFail();
        TreeId tree = treeOf(files(workspace));
        List<String> labels = snapshots.computeIfAbsent(session, id -> new ArrayList<>());
        labels.remove(label);
        labels.add(label);
        return tree;
    }

    /** The labels of the snapshots that are kept for a session, oldest first. */
    public synchronized List<String> labels(SessionId session) {
        return List.copyOf(snapshots.getOrDefault(session, List.of()));
    }

    @Override
    public synchronized Rescue rescue(SessionId session, Workspace workspace, String reason) {
        mayFail();
        return save(workspace, reason, files(workspace));
    }

    private Rescue save(Workspace workspace, String reason, SortedMap<String, String> files) {
        String id = String.format(Locale.ROOT, "r%08d", rescues.size() + 1);
        var rescue = new Rescue(
                id,
                "refs/tagma/rescue/" + id,
                "/fake/store",
                treeOf(files),
                workspace.path(),
                reason,
                clock.instant(),
                files.size(),
                files.values().stream().mapToLong(String::length).sum(),
                List.of());
        rescues.add(rescue);
        return rescue;
    }

    @Override
    public synchronized List<Rescue> rescues() {
        return List.copyOf(rescues.reversed());
    }

    @Override
    public synchronized String manifest(Rescue rescue) {
        var text = new StringBuilder();
        kept(rescue.tree())
                .forEach((name, content) -> text.append("file\t0644\t")
                        .append(content.length())
                        .append("\t\"")
                        .append(name)
                        .append("\"\n"));
        return text.toString();
    }

    @Override
    public synchronized Restored restore(Rescue rescue, Path into) {
        mayFail();
        SortedMap<String, String> saved = kept(rescue.tree());
        SortedMap<String, String> present = directories.get(into);
        Optional<Rescue> first = Optional.empty();
        if (present != null && !present.isEmpty()) {
            if (!into.toString().equals(rescue.path())) {
                throw new WorkspaceException(
                        Kind.REFUSED, "The directory " + into + " is not empty: name a new one to restore into");
            }
            first = Optional.of(save(
                    new Workspace(
                            Workspace.Kind.DIRECTORY,
                            rescue.path(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            false),
                    "before restoring " + rescue.id(),
                    present));
        }
        directories.put(into, new TreeMap<>(saved));
        return new Restored(into, saved.size(), 0, first, List.of());
    }

    @Override
    public synchronized Restored rewind(SessionId session, Workspace workspace, TreeId tree) {
        mayFail();
        SortedMap<String, String> files = files(workspace);
        SortedMap<String, String> wanted = kept(tree);
        Rescue first = save(workspace, "before rewinding to " + tree, files);
        long written = wanted.entrySet().stream()
                .filter(file -> !file.getValue().equals(files.get(file.getKey())))
                .count();
        long removed = files.keySet().stream()
                .filter(file -> !wanted.containsKey(file))
                .count();
        files.clear();
        files.putAll(wanted);
        return new Restored(Path.of(workspace.path()), written, removed, Optional.of(first), List.of());
    }

    @Override
    public synchronized Rescue remove(SessionId session, Workspace workspace, Permit permit) {
        mayFail();
        Path path = Path.of(workspace.path());
        if (!directories.containsKey(path)) {
            return rescues.reversed().stream()
                    .filter(rescue -> rescue.path().equals(workspace.path()))
                    .findFirst()
                    .orElseThrow(() -> gone(path));
        }
        requireRemovable(workspace, permit);
        Rescue rescue = save(workspace, "before removal", files(workspace));
        if (workspace.owned()) {
            directories.remove(path);
        }
        return rescue;
    }

    @Override
    public synchronized void requireRemovable(Workspace workspace, Permit permit) {
        WorkspaceStatus status = status(workspace);
        if (workspace.owned() && !status.clean() && !permit.dirty()) {
            throw new WorkspaceException(
                    Kind.UNSAVED_WORK, workspace.path() + " holds uncommitted or unpushed work: " + status.dirty());
        }
    }

    @Override
    public synchronized String diff(Workspace workspace, Optional<TreeId> from, Optional<TreeId> to) {
        SortedMap<String, String> before = kept(from.orElseGet(() -> begun(workspace)));
        SortedMap<String, String> after = to.map(this::kept).orElseGet(() -> files(workspace));
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        var text = new StringBuilder();
        for (String name : names) {
            @Nullable String old = before.get(name);
            @Nullable String now = after.get(name);
            if (!java.util.Objects.equals(old, now)) {
                text.append(old == null ? "--- /dev/null\n" : "--- a/" + name + "\n");
                text.append(now == null ? "+++ /dev/null\n" : "+++ b/" + name + "\n");
                if (old != null) {
                    old.lines().forEach(line -> text.append('-').append(line).append('\n'));
                }
                if (now != null) {
                    now.lines().forEach(line -> text.append('+').append(line).append('\n'));
                }
            }
        }
        return text.toString();
    }

    @Override
    public synchronized void prune(SessionId session, Workspace workspace, int keep) {
        List<String> labels = snapshots.getOrDefault(session, new ArrayList<>());
        labels.subList(0, Math.max(0, labels.size() - keep)).clear();
    }

    private TreeId begun(Workspace workspace) {
        return Optional.ofNullable(begun.get(Path.of(workspace.path())))
                .orElseGet(() -> new TreeId(workspace.base().orElseThrow()));
    }

    private SortedMap<String, String> files(Workspace workspace) {
        Path path = Path.of(workspace.path());
        SortedMap<String, String> files = directories.get(path);
        if (files == null) {
            throw gone(path);
        }
        return files;
    }

    private SortedMap<String, String> kept(TreeId tree) {
        SortedMap<String, String> files = trees.get(tree);
        if (files == null) {
            throw new WorkspaceException(Kind.MISSING, "The snapshot " + tree + " is not kept any more");
        }
        return files;
    }

    private static WorkspaceException gone(Path path) {
        return new WorkspaceException(Kind.MISSING, "The workspace " + path + " is gone");
    }

    private TreeId treeOf(@Nullable SortedMap<String, String> files) {
        SortedMap<String, String> copy = new TreeMap<>(files == null ? Map.of() : files);
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            copy.forEach((name, text) -> {
                digest.update((name.length() + ":" + name).getBytes(StandardCharsets.UTF_8));
                digest.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
            });
            var tree = new TreeId(HexFormat.of().formatHex(digest.digest()));
            trees.put(tree, copy);
            return tree;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.tagma.server.mapping;

import dev.tagma.engine.Fleet;
import dev.tagma.spi.agent.TranscriptPage;
import dev.tagma.spi.runtime.Screen;
import dev.tagma.spi.workspace.DiskUse;
import dev.tagma.spi.workspace.Rescue;
import dev.tagma.spi.workspace.Workspaces;
import dev.tagma.wire.rescue.RescueJson;
import dev.tagma.wire.rescue.RestoredJson;
import dev.tagma.wire.rescue.TreeJson;
import dev.tagma.wire.rescue.UnsavedJson;
import dev.tagma.wire.session.DiskUseJson;
import dev.tagma.wire.transcript.CursorJson;
import dev.tagma.wire.transcript.EntryJson;
import dev.tagma.wire.transcript.RowJson;
import dev.tagma.wire.transcript.ScreenJson;
import dev.tagma.wire.transcript.TranscriptJson;
import java.util.Optional;

/** Conversations, screens and what was saved. */
public final class WorkMapping {

    private WorkMapping() {}

    public static TranscriptJson transcript(TranscriptPage page) {
        return new TranscriptJson(
                page.entries().stream()
                        .map(entry ->
                                new EntryJson(entry.cursor(), entry.role(), entry.text(), entry.tool(), entry.at()))
                        .toList(),
                page.more());
    }

    public static ScreenJson screen(Screen screen) {
        return new ScreenJson(
                screen.columns(),
                screen.rows().stream()
                        .map(row -> new RowJson(row.text(), row.styles()))
                        .toList(),
                new CursorJson(screen.cursorColumn(), screen.cursorRow(), screen.cursorVisible()),
                screen.title());
    }

    public static RescueJson rescue(Rescue rescue) {
        return new RescueJson(
                rescue.id(),
                rescue.ref(),
                rescue.store(),
                rescue.tree(),
                rescue.path(),
                rescue.reason(),
                rescue.at(),
                rescue.files(),
                rescue.bytes(),
                rescue.listed().stream()
                        .map(one -> new UnsavedJson(one.path(), one.bytes(), one.reason()))
                        .toList());
    }

    public static TreeJson tree(Fleet.Tree tree) {
        return new TreeJson(
                tree.session().id(),
                tree.session().handle(),
                tree.session().workspace().path(),
                tree.use().map(DiskUse::bytes),
                tree.stays(),
                tree.rescue().map(WorkMapping::rescue));
    }

    public static DiskUseJson diskUse(Optional<DiskUse> use) {
        return new DiskUseJson(use.map(DiskUse::bytes), use.map(DiskUse::at));
    }

    public static RestoredJson restored(Workspaces.Restored restored) {
        return new RestoredJson(
                restored.path().toString(),
                restored.files(),
                restored.removed(),
                restored.savedFirst().map(WorkMapping::rescue),
                restored.notes());
    }
}

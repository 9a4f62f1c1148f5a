package dev.tagma.wire.operation;

import dev.tagma.wire.problem.ErrorCode;
import dev.tagma.wire.rescue.ReclaimJson;
import dev.tagma.wire.rescue.ReclaimedJson;
import dev.tagma.wire.rescue.RescueDetailJson;
import dev.tagma.wire.rescue.RescueListJson;
import dev.tagma.wire.rescue.RestoreJson;
import dev.tagma.wire.rescue.RestoredJson;
import dev.tagma.wire.session.DiskUseJson;
import dev.tagma.wire.session.WorkspaceStatusJson;
import dev.tagma.wire.transcript.EntryRole;
import dev.tagma.wire.transcript.LastMessagesJson;
import dev.tagma.wire.transcript.PaneJson;
import dev.tagma.wire.transcript.ScreenJson;
import dev.tagma.wire.transcript.TranscriptJson;
import dev.tagma.wire.turn.DiffJson;
import dev.tagma.wire.turn.RewindJson;
import dev.tagma.wire.turn.TurnListJson;
import java.util.List;

/** What can be asked about the work: what was said, what is on the screen, what changed, what was saved. */
public final class WorkOperations {

    public static final Operation TRANSCRIPT = Operation.get("getTranscript", "/v1/sessions/{id}/transcript")
            .says(
                    "Read the conversation",
                    "A page of the conversation, oldest first. Without a cursor, its newest entries. Cursors stay good however"
                            + " much is added, also after the session has taken another conversation, as after /clear: what"
                            + " comes behind one is then the rest of its conversation and those that followed. One that"
                            + " names no entry is refused as invalid.")
            .with(
                    Common.SESSION,
                    Parameter.text(
                            "before",
                            "2f1c6c1e-3c5e-4b6f-9f57-0d9c1f1a7b11:4120.0",
                            "Only entries in front of this cursor, the newest ones of them."),
                    Parameter.text(
                            "after",
                            "2f1c6c1e-3c5e-4b6f-9f57-0d9c1f1a7b11:1733.1",
                            "Only entries behind this cursor; 'beginning' for all, from the first one on."),
                    Parameter.whole("limit", 1, 200, "At most so many.").or("50"),
                    Parameter.choice("role", EntryRole.class, "Only entries of this role."))
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(TranscriptJson.class);

    public static final Operation LAST_MESSAGE = Operation.get("getLastMessages", "/v1/sessions/{id}/last-message")
            .says("Read what the agent said last", "The agent's last messages, oldest first.")
            .with(Common.SESSION, Parameter.whole("n", 1, 100, "How many.").or("1"))
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(LastMessagesJson.class);

    public static final Operation PANE = Operation.get("getPane", "/v1/sessions/{id}/pane")
            .says("Read the terminal", "The last lines of the terminal, with what has scrolled away.")
            .with(
                    Common.SESSION,
                    Parameter.whole("lines", 1, 10_000, "How many lines.").or("50"),
                    Parameter.flag("ansi", "With the sequences that give colours."))
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
            .gives(PaneJson.class);

    public static final Operation SCREEN = Operation.get("getScreen", "/v1/sessions/{id}/screen")
            .says("Read the screen", "The terminal's screen at this moment: rows, styles, cursor and title.")
            .with(Common.SESSION)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
            .gives(ScreenJson.class);

    public static final Operation WORKSPACE = Operation.get("getWorkspace", "/v1/sessions/{id}/workspace")
            .says("Look at the workspace", "How the workspace stands: what is not committed, not pushed, or ignored.")
            .with(Common.SESSION)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
            .gives(WorkspaceStatusJson.class);

    public static final Operation DISK_USE = Operation.get("getDiskUse", "/v1/sessions/{id}/disk-use")
            .says(
                    "See what the workspace takes",
                    "What the workspace takes of the disk, measured behind the scenes: the last figure, at most a minute older"
                            + " than the asking before this one.")
            .with(Common.SESSION)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(DiskUseJson.class);

    public static final Operation RECLAIM = Operation.post("reclaimWorkspaces", "/v1/reclaim")
            .says(
                    "Reclaim workspaces",
                    "Lists the workspaces that Tagma made and, if that is wanted, takes away those that nobody needs: of sessions"
                            + " that do not run, with everything committed, and every commit merged into what the repository's"
                            + " own checkout is on, or on a remote. What is not surely so stays, with the reason. Each is saved"
                            + " first; the sessions stay.")
            .mayTake(ReclaimJson.class)
            .gives(ReclaimedJson.class);

    public static final Operation DIFF = Operation.get("getDiff", "/v1/sessions/{id}/diff")
            .says("Show changes", "Changes since the base, or those of one turn, as a unified diff.")
            .with(Common.SESSION, Parameter.whole("turn", 1, Integer.MAX_VALUE, "The turn whose changes to show."))
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
            .gives(DiffJson.class);

    public static final Operation TURNS = Operation.get("listTurns", "/v1/sessions/{id}/turns")
            .says("List turns", "The turns of a session, oldest first.")
            .with(
                    Common.SESSION,
                    Parameter.whole("after", 0, Integer.MAX_VALUE, "Only turns with a higher number.")
                            .or("0"),
                    Parameter.whole("limit", 1, 200, "At most so many.").or("100"))
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(TurnListJson.class);

    public static final Operation REWIND = Operation.post("rewindSession", "/v1/sessions/{id}/rewind")
            .says(
                    "Undo turns",
                    "Brings the workspace back to how it was before a turn. What is there is saved first; the answer says"
                            + " where.")
            .with(Common.SESSION)
            .takes(RewindJson.class)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
            .gives(RestoredJson.class);

    public static final Operation RESCUES = Operation.get("listRescues", "/v1/rescues")
            .says("List rescues", "Everything that was saved of workspaces, newest first.")
            .gives(RescueListJson.class);

    public static final Operation RESCUE = Operation.get("getRescue", "/v1/rescues/{rescue}")
            .says("Show a rescue", "What a rescue holds, file by file.")
            .with(Common.RESCUE)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS)
            .gives(RescueDetailJson.class);

    public static final Operation RESTORE = Operation.post("restoreRescue", "/v1/rescues/{rescue}/restore")
            .says(
                    "Restore a rescue",
                    "Brings every byte and mode back into a directory. Refuses one that holds anything, unless it is the"
                            + " workspace the rescue was made of, which is saved first.")
            .with(Common.RESCUE)
            .takes(RestoreJson.class)
            .refuses(ErrorCode.NOT_FOUND, ErrorCode.AMBIGUOUS, ErrorCode.CONFLICT)
            .gives(RestoredJson.class);

    static List<Operation> all() {
        return List.of(
                TRANSCRIPT,
                LAST_MESSAGE,
                PANE,
                SCREEN,
                WORKSPACE,
                DISK_USE,
                RECLAIM,
                DIFF,
                TURNS,
                REWIND,
                RESCUES,
                RESCUE,
                RESTORE);
    }

    private WorkOperations() {}
}

package dev.tagma.testkit.agent;

import org.jspecify.annotations.Nullable;

/** How the agent says what it does besides the screen: by state file and title. */
final class Signs {

    private final StateFile file;
    private final Face face;
    private @Nullable Status written;
    private String writtenSession = "";

    Signs(StateFile file, Face face) {
        this.file = file;
        this.face = face;
    }

    /** The state file appears, without a status yet. */
    void begin(String session) {
        file.begin(session);
    }

    /** The file is written when something changed; the title turns. */
    void show(String session, Status status, Spinner spinner) {
        if (!status.equals(written) || !session.equals(writtenSession)) {
            file.write(session, status);
            written = status;
            writtenSession = session;
        }
        face.title((status instanceof Status.Busy ? spinner.mark() : "✳") + " Scripted Agent");
    }

    void end() {
        file.remove();
    }
}

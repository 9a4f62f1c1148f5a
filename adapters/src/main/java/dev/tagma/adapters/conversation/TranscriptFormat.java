package dev.tagma.adapters.conversation;

import java.util.List;

/** How one agent writes its record of a conversation: a file of lines, each of them complete in itself. */
public interface TranscriptFormat {

    /** The entries of one line, none when it says nothing that matters; several when one line tells of several things. */
    List<TranscriptEntry> parse(String line);

    /** What was said, without what the program wraps around it in its record. */
    String said(String recorded);

    /** The form in which a message and the record of it are compared. */
    String normalise(String text);
}

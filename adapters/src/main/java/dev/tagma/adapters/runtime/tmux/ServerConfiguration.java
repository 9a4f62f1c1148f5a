package dev.tagma.adapters.runtime.tmux;

/** The configuration of our own tmux server. The user's own is never read, and a person's prefix key stays tmux's. */
final class ServerConfiguration {

    /** Holds every window, so that one control client sees them all. Its name cannot be a terminal's. */
    static final String MONITOR = "_monitor";

    /** Marks the pane of a terminal with the terminal's name. */
    static final String NAME_OPTION = "@tagma-name";

    /** The size, such as {@code 120x40}, that a window has while nobody looks at it. */
    static final String SIZE_OPTION = "@tagma-size";

    /** A format of the server's clock; subscribed to, it tells every second that the server still answers. */
    static final String BEAT_OPTION = "@tagma-beat";

    private ServerConfiguration() {}

    /**
     * Never the global option {@code window-size manual}: with it tmux 3.3a crashes at the next new session, and every
     * program goes with it.
     */
    static final String TEXT = """
            # Written by tagma at every start; changes are lost.
            set-option -g default-terminal 'tmux-256color'
            set-option -g history-limit 3000
            set-option -g update-environment ''
            set-option -g status off
            set-option -g set-titles off
            set-option -s escape-time 20
            set-option -s set-clipboard external

            # The exit code of a program can be asked for after its end, and its last screen looked at.
            set-window-option -g remain-on-exit on
            set-option -gqw remain-on-exit-format ''

            # A person who attaches has the size of their terminal; tagma restores the size afterwards.
            set-window-option -g window-size latest
            set-window-option -g aggressive-resize off

            set-window-option -g automatic-rename off
            set-window-option -g allow-rename off
            set-window-option -g monitor-activity off
            set-window-option -g monitor-bell off
            set-option -g @tagma-beat '%s'

            # The monitor session is none of a person's business.
            bind-key s choose-tree -Zs -f '#{!=:#{session_name},_monitor}'
            bind-key w choose-tree -Zw -f '#{!=:#{session_name},_monitor}'
            unbind-key (
            unbind-key )
            unbind-key L
            """;
}

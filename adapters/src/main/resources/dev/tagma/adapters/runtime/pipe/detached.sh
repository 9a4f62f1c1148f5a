# Runs a program that outlives whoever started it: $1 is the directory of its files, $2 the program 'tail', then follow the
# program and its arguments. Leads a session and a process group of its own. Says 'started' on its output.
tagma_directory=$1
tagma_tail=$2
shift 2
exec 3>&1 >/dev/null

# Writes the kernel's line about the shell that reads this into $1: its pid and since when it runs.
tagma_note='read -r tagma_line </proc/$$/stat && echo "$tagma_line" >"$1" && shift'
read -r tagma_line </proc/$$/stat && echo "$tagma_line" >"$tagma_directory/group"

# A signal to the group is meant for the program; how it ended is to be known all the same.
trap : TERM INT HUP
/bin/sh -c "$tagma_note"' && exec 3>&- && exec "$@"' sh "$tagma_directory/feeder" \
    "$tagma_tail" -c +1 -f "$tagma_directory/to/in" 2>/dev/null |
    {
        trap : TERM INT HUP
        /bin/sh -c "$tagma_note"' && echo started >&3; exec 3>&-; exec "$@"' sh "$tagma_directory/agent" "$@" \
            >>"$tagma_directory/out" 2>>"$tagma_directory/err"
        echo $? >"$tagma_directory/exit"
        # Nobody would end what the program left behind.
        kill -s KILL 0
    }

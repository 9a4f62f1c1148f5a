#!/bin/sh
# Hands what Claude Code tells a hook to Tagma: SPOOL/events/<nanoseconds>-<pid>.json, whole or not at all.
#
# tagma-hook.sh SPOOL       tells and returns
# tagma-hook.sh SPOOL gate  tells, then waits while SPOOL/hold exists: Tagma is about to press a key
# tagma-hook.sh SPOOL ask   tells, then waits for SPOOL/asks/<name>.answer and prints it; a line written to the fifo
#                           SPOOL/asks/<name>.fifo has it look. The fifo is there as long as it waits, unless it was killed.
#
# Without the spool (the session was removed) it does nothing and lets the agent go on.
umask 077
spool=$1
name=$(date +%s%N)-$$
cat >"$spool/tmp/$name" 2>/dev/null || exit 0
case ${2-} in
ask)
    fifo=$spool/asks/$name.fifo
    answer=$spool/asks/$name.answer
    if mkfifo "$fifo" 2>/dev/null; then
        mv "$spool/tmp/$name" "$spool/events/$name.json"
        # Open for reading and writing: neither side waits for the other to come.
        exec 3<>"$fifo"
        while [ ! -f "$answer" ]; do
            read -r _ <&3 || exit 0
        done
        rm -f "$fifo"
        cat "$answer"
        exit 0
    fi
    ;;
esac
mv "$spool/tmp/$name" "$spool/events/$name.json"
if [ "${2-}" = gate ]; then
    tries=0
    while [ -e "$spool/hold" ] && [ "$tries" -lt 100 ]; do
        sleep 0.02
        tries=$((tries + 1))
    done
fi
exit 0

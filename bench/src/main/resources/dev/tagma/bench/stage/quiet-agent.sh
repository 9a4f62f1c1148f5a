#!/bin/sh
# An agent that does nothing by itself and costs next to nothing: it shows an idle screen, says in a state file that it is
# idle, and then prints every screen whose path is written to its fifo. Whoever measures plays the rest.
here=${0%/*}
while [ $# -gt 0 ]; do
    case $1 in
    --session-id | --resume) id=$2 ;;
    --settings) settings=$2 ;;
    esac
    shift
done
mkdir -p "$HOME/.claude/sessions" "$here/quiet"
state=$HOME/.claude/sessions/$$.json
screens=$here/quiet/$id.fifo
trap 'rm -f "$state" "$screens"; exit 0' TERM HUP
stty -echo 2>/dev/null
printf '\033]0;\342\234\263 quiet\007'
cat "$here/idle.screen"
rm -f "$screens"
mkfifo "$screens"
printf '%s\n%s\n' "$$" "${settings%/*}" >"$here/quiet/$id.new"
mv "$here/quiet/$id.new" "$here/quiet/$id"
printf '{"pid":%s,"sessionId":"%s","status":"idle","statusUpdatedAt":%s}' "$$" "$id" "$(date +%s%3N)" >"$state"
# For reading and writing: then it never sees an end.
exec 3<>"$screens"
while read -r screen <&3; do
    cat "$screen"
done

# Starts the forwarder and then becomes the program. $1 is the fifo over which the forwarder says that it is ready, then follow
# the forwarder's words, then the program's.
tagma_ready=$1
mkfifo -m 600 "$tagma_ready" || exit 126
(
    exec </dev/null >/dev/null 2>&1
    @FORWARDER@
    # It has failed, and whoever waits for it is not to wait for good.
    [ ! -p "$tagma_ready" ] || echo failed >"$tagma_ready"
) &
read -r tagma_said <"$tagma_ready"
rm -f "$tagma_ready"
if [ "$tagma_said" != ready ]; then
    echo "The sandbox's way to its proxy could not be opened" >&2
    exit 126
fi
shift @COUNT@
unset tagma_ready tagma_said
exec "$@"

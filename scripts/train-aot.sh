#!/bin/sh
# Makes the start-up caches of a build: train-aot.sh JDK BUILD
# A training run shows the JVM which classes are loaded; a cache then holds them linked and ready. A command starts a daemon
# that makes daemon.aot when it ends; then the commands of every day are run in one process, which makes cli.aot. The
# options must be those that ./tagma and DaemonCommand start with, but for -Xint: a cache that knows what was compiled has
# every start compile it at once, on the processor that the start itself needs.
set -eu

jdk=$1
build=$2
java=$jdk/bin/java

home=$(mktemp -d)
leave() {
    # The agent's terminal outlives its daemon.
    find "$home" -type s -name 'tmux*' -exec tmux -S {} kill-server \; 2>/dev/null || :
    rm -rf "$home"
}
trap leave EXIT
mkdir -m 700 "$home/run" "$home/work"
# Any port: the person's own daemon may have the usual one.
printf 'server:\n  port: 0\n' >"$home/config.yaml"
git init -q "$home/work" || :
git -C "$home/work" -c user.name=tagma -c user.email=tagma@localhost commit -q --allow-empty -m Begin || :

# tagma WORDS: with the options of the JVM in $options.
tagma() {
    # shellcheck disable=SC2086
    env -u TAGMA_SESSION HOME="$home" TAGMA_HOME="$home" XDG_RUNTIME_DIR="$home/run" "$java" \
        -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable -Xlog:all=warning:stderr \
        "-Dtagma.lib=$build/lib" "-Dtagma.java=$java" -cp "$build/lib/tagma-cli.jar" ${options-} dev.tagma.cli.Main "$@"
}

tagma create -q -a scripted -p "$home/work" --handle otter --timeout 60 || :
# The next daemon learns to take up what a former one left behind.
kill -9 "$(cat "$home/state/daemon.lock")" || :
# By way of $home: the path of the build may have spaces, and options are separated by them.
TAGMA_JAVA_OPTS="-Xint -XX:AOTCacheOutput=$home/daemon.aot" tagma ls >"$home/sessions" || :
options="-Xint -XX:AOTCacheOutput=$home/cli.aot"
tagma rehearse "$home/work"
mv "$home/cli.aot" "$build/aot/cli.aot"
[ ! -s "$home/daemon.aot" ] || mv "$home/daemon.aot" "$build/aot/daemon.aot"

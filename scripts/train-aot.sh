#!/bin/sh
# Makes the start-up caches of a build: train-aot.sh JDK BUILD
# A training run shows the JVM which classes a command loads; the cache then holds them linked and ready.
# cli.aot serves every command. The options must be those that ./tagma starts with.
set -eu

jdk=$1
build=$2

"$jdk/bin/java" -XX:AOTCacheOutput="$build/aot/cli.aot" \
    -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable -Xlog:all=warning:stderr \
    -cp "$build/lib/tagma-app.jar" dev.tagma.app.Main version
[ -s "$build/aot/cli.aot" ]

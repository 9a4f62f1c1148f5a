# shellcheck shell=sh disable=SC2154
# What ./tagma and scripts/build-launchable.sh agree on: what a build is, and when it is current.
# Sourced with $checkout and $builds set.
#
# .build/current       first line: the name of the current build; then what it was made of
# .build/<hash>/lib    its jars; tagma-app.jar names the others in its manifest, tagma-cli.jar is all that a command needs
# .build/<hash>/aot    its start-up caches, and in the file jdk, written last, the JDK that they are for
# .build/new.*         a build being put together, renamed when its jars are whole
# .build/maven.log     what Maven said last

# What a build is made of: name, size and time of every file and directory, where a directory's time tells of a file
# that is gone. It is compared as a whole with what the last build was made of and nothing is asked to be newer than
# anything, so neither a clock that jumps nor a file with an old or a future date is missed.
# Paths are relative: a checkout may be moved. The recordings that only tests read are more files than all else.
list_sources() (
    cd "$checkout" || return
    set -- pom.xml ./*/pom.xml ./*/src/main .mvn
    [ ! -d web ] || set -- "$@" web
    set -- "$@" '(' -name node_modules -o -path ./testkit/src/main/resources/corpus ')' -prune -o
    # The second form is for BSD and macOS, where find cannot print.
    find "$@" -printf '%p %s %T@\n' 2>/dev/null || find "$@" -exec stat -f '%N %z %Fm' {} + 2>/dev/null || :
)

# Sets $build to the folder of the last build, or fails.
find_last_build() {
    IFS= read -r build_name 2>/dev/null <"$builds/current" || return 1
    build=$builds/$build_name
    [ -f "$build/lib/tagma-app.jar" ]
}

# Sets $build to the folder of the last build if nothing has changed since, or fails.
find_current_build() {
    find_last_build && { echo "$build_name" && list_sources; } | cmp -s - "$builds/current"
}

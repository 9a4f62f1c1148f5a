#!/bin/sh
# Makes the build that ./tagma runs: build-launchable.sh CHECKOUT JDK
# Called twice at once, one builds and the other waits for it. See current-build.sh for what lies where.
set -eu

checkout=$1
jdk=$2
builds=$checkout/.build
log=$builds/maven.log
builds_kept=3

. "$checkout/scripts/current-build.sh"

say() { printf 'tagma: %s\n' "$*"; }

fail() {
    say "$*"
    exit 1
}

# One line that is written over on a terminal; nothing elsewhere, where it would only fill a log.
show_progress() { [ ! -t 1 ] || printf '\r\033[Ktagma: building %s' "$*"; }

end_progress() { [ ! -t 1 ] || printf '\r\033[K'; }

# Static analysis is the business of ./build test and takes six sevenths of the time: whoever wants to run Tagma does not
# wait for it.
run_maven() {
    JAVA_HOME=$jdk "$checkout/mvnw" -B -T 1C -Dstyle.color=never -f "$checkout/pom.xml" package -pl app -am \
        -Dmaven.test.skip=true -Derrorprone.main=-Xlint:none -Dtagma.output=.build \
        -Dtagma.classpath.skip=false "-Dtagma.classpath.folder=$new/lib" 2>&1
}

compile() {
    {
        run_maven || echo failed >"$new/failed"
    } | while IFS= read -r line; do
        printf '%s\n' "$line" >&3
        case $line in
        "[INFO] Building Tagma "*"]")
            line=${line#"[INFO] Building Tagma "}
            show_progress "${line%% *} [${line##*"["}"
            ;;
        esac
    done 3>"$log"
    end_progress
    if [ -e "$new/failed" ]; then
        # Maven's own advice on itself follows the arrow.
        { sed '/^\[ERROR\] -> \[Help/q' "$log" | grep '^\[ERROR\] [^-]' || tail -n 10 "$log"; } | head -n 10
        fail "the build failed; all of it is in $log"
    fi
    cp "$checkout/app/.build/tagma-app.jar" "$new/lib/"
}

hash_of_jars() {
    (cd "$1" && export LC_ALL=C && sha256sum -- *.jar | sha256sum | cut -c 1-16)
}

# The command line in one jar: what the JVM looks for in vain, which every start does, it looks for in every jar there is.
join_command_line() {
    mkdir "$new/cli"
    for jar in "$new"/lib/jackson-core-*.jar "$new"/lib/tagma-core-*.jar "$new"/lib/tagma-wire-*.jar \
        "$new"/lib/tagma-picocli-*.jar "$new"/lib/tagma-cli-*.jar; do
        (cd "$new/cli" && "$jdk/bin/jar" --extract --file "$jar") >>"$log" 2>&1
    done
    "$jdk/bin/jar" --create --file "$new/lib/tagma-cli.jar" --no-compress --manifest "$new/cli/META-INF/MANIFEST.MF" \
        -C "$new/cli" dev -C "$new/cli" picocli -C "$new/cli" tools >>"$log" 2>&1
    rm -r "$new/cli"
}

# A command that starts with a cache of its loaded classes takes about half the time. Without one all works the same,
# so a training run that fails is only noted. It runs where the build stays: a cache holds the paths of its jars, and the
# JVM seeks them again for every package that it finds elsewhere.
train() {
    show_progress "start-up caches"
    rm -rf "$builds/$name/aot"
    mkdir "$builds/$name/aot"
    trained_for=none
    if "$checkout/scripts/train-aot.sh" "$jdk" "$builds/$name" >>"$log" 2>&1; then
        . "$checkout/scripts/find-jdk.sh"
        version_of_jdk "$jdk"
        trained_for="$jdk $jdk_version"
    else
        printf 'The training run for the start-up caches failed; starting without.\n' >>"$log"
    fi
    printf '%s\n' "$trained_for" >"$builds/$name/aot/jdk"
    end_progress
}

# The bracket keeps grep from finding its own command line.
is_in_use() {
    if [ -d /proc/self ]; then
        grep -qs "/[.]build/$1/" /proc/[0-9]*/cmdline
    else
        # shellcheck disable=SC2009
        ps -axww -o command= | grep -q "/[.]build/$1/"
    fi
}

remove_old_builds() (
    cd "$builds"
    rm -rf new.*
    # shellcheck disable=SC2012
    ls -1dt -- *[0-9a-f]/ 2>/dev/null | tail -n "+$((builds_kept + 1))" | while IFS= read -r old; do
        old=${old%/}
        if ! is_in_use "$old"; then
            mv -- "$old" "new.removed.$old"
            rm -rf -- "new.removed.$old"
        fi
    done
)

command -v flock >/dev/null || fail "flock not found: apt install util-linux"
if ! mkdir -p "$builds" 2>/dev/null || [ ! -w "$builds" ] || [ ! -w "$checkout/app" ]; then
    fail "cannot build: $checkout is not writable; make it so, or run ./tagma once as its owner"
fi
exec 9>"$builds/lock"
if ! flock -n 9; then
    say "another ./tagma is building; waiting for it"
    flock 9
fi
! find_current_build || exit 0

if find_last_build; then
    say "sources have changed, building (log: $log)"
else
    say "first use, building; Maven downloads what it needs, which can take minutes (log: $log)"
fi
started=$(date +%s)
new=$builds/new.$$
trap 'rm -rf "$new"' EXIT
trap 'exit 130' HUP INT TERM
rm -rf "$builds"/new.*
mkdir "$new"
# Listed before the build begins: what changes while it runs makes the next command build again.
list_sources >"$new/sources"

compile
name=$(hash_of_jars "$new/lib")
{ echo "$name" && cat "$new/sources"; } >"$builds/current.new"
rm "$new/sources"
if [ ! -d "$builds/$name" ]; then
    join_command_line
    mv "$new" "$builds/$name"
fi
[ -f "$builds/$name/aot/jdk" ] || train
touch "$builds/$name"
mv "$builds/current.new" "$builds/current"
remove_old_builds
say "built $name in $(($(date +%s) - started)) s"

#!/bin/sh
# Tests ./tagma and scripts/build-launchable.sh in a checkout of their own, with a Maven and a JDK that are a few lines
# of shell: what is tested is when is built, where to, and what is kept.
set -eu

sources=$(cd "$(dirname "$0")/../.." && pwd)
root=$(mktemp -d)
holder=
trap '[ -z "$holder" ] || kill "$holder"; rm -rf "$root"' EXIT
passed=0

unset TAGMA_JAVA_OPTS
export TAGMA_JAVA_HOME="$root/a jdk"
mkdir -p "$TAGMA_JAVA_HOME/bin"
echo 'JAVA_VERSION="25.0.1"' >"$TAGMA_JAVA_HOME/release"
cat >"$TAGMA_JAVA_HOME/bin/java" <<'END'
#!/bin/sh
# Trains when asked to; else prints its arguments, each on a line, and then its input.
for argument; do
    case $argument in
    -XX:AOTCacheOutput=*) echo cache >"${argument#*=}" && exit ;;
    esac
done
printf '%s\n' "$@"
cat
END
cp "$TAGMA_JAVA_HOME/bin/java" "$TAGMA_JAVA_HOME/bin/javac"
cp "$TAGMA_JAVA_HOME/bin/java" "$TAGMA_JAVA_HOME/bin/jar"
chmod +x "$TAGMA_JAVA_HOME/bin"/*

# A checkout whose only jar beside the app's holds the sources' text. Waits, when told to, for the fifo to be opened.
fresh_checkout() {
    rm -rf "$root/check out"
    checkout="$root/check out"
    mkdir -p "$checkout/core/src/main/java" "$checkout/app/src/main/java" "$checkout/.mvn"
    cp -r "$sources/tagma" "$sources/scripts" "$checkout"
    touch "$checkout/pom.xml" "$checkout/core/pom.xml" "$checkout/app/pom.xml"
    echo one >"$checkout/core/src/main/java/One.java"
    cat >"$checkout/mvnw" <<'END'
#!/bin/sh
here=$(dirname "$0")
echo build >>"$here/builds-made"
[ ! -p "$here/gate" ] || read -r _ <"$here/gate"
cat >/dev/null
if grep -q broken "$here/core/src/main/java/"*; then
    echo "[ERROR] One.java:[1,1] this is broken"
    exit 1
fi
for argument; do
    case $argument in
    -Dtagma.classpath.folder=*) lib=${argument#*=} ;;
    esac
done
mkdir -p "$lib" "$here/app/.build"
cat "$here/core/src/main/java/"* >"$lib/core.jar"
echo app >"$here/app/.build/tagma-app.jar"
END
    chmod +x "$checkout/mvnw"
}

run() { "$checkout/tagma" "$@" 2>"$root/stderr" </dev/null; }

current() { head -n 1 "$checkout/.build/current"; }

builds_made() { wc -l <"$checkout/builds-made" | tr -d ' '; }

folders() { find "$checkout/.build" -mindepth 1 -maxdepth 1 -type d | wc -l | tr -d ' '; }

# expect BEHAVIOUR EXPECTED FOUND
expect() {
    if [ "$2" != "$3" ]; then
        printf 'FAILED %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$3" >&2
        [ ! -s "$root/stderr" ] || sed 's/^/  stderr:   /' "$root/stderr" >&2
        exit 1
    fi
    passed=$((passed + 1))
}

# expect_line BEHAVIOUR LINE FILE: the file has exactly this line.
expect_line() { expect "$1" "$2" "$(grep -xF -e "$2" "$3" || sed -n l "$3")"; }

# What is run.
fresh_checkout
TAGMA_JAVA_OPTS="-Da=1 -Db=2" run send "two  words" '' >"$root/stdout"
lib="$checkout/.build/$(current)/lib"
expect_line firstUseSaysThatItBuilds "tagma: first use, building; Maven downloads what it needs, which can take minutes (log: $checkout/.build/maven.log)" "$root/stderr"
expect firstUseSaysLittle 2 "$(wc -l <"$root/stderr" | tr -d ' ')"
expect_line runsFromTheCopy "$lib/tagma-cli.jar" "$root/stdout"
expect_line saysWhereItRunsFrom "-Dtagma.lib=$lib" "$root/stdout"
expect_line saysWithWhichJava "-Dtagma.java=$TAGMA_JAVA_HOME/bin/java" "$root/stdout"
expect_line startsFromItsCache "-XX:AOTCache=$checkout/.build/$(current)/aot/cli.aot" "$root/stdout"
expect_line passesJvmOptions "-Db=2" "$root/stdout"
expect passesArgumentsAsTheyAre "dev.tagma.cli.Main|send|two  words||" "$(sed -n '/^dev.tagma.cli.Main$/,$p' "$root/stdout" | tr '\n' '|')"

run >/dev/null
expect secondUseBuildsNothing 1 "$(builds_made)"
expect secondUseIsQuiet "" "$(cat "$root/stderr")"

ln -s "$checkout/tagma" "$root/link"
expect worksThroughALink "-Dtagma.lib=$lib" "$("$root/link" </dev/null 2>&1 | grep tagma.lib)"
expect worksFromItsOwnDirectory "-Dtagma.lib=$lib" "$(cd "$checkout" && sh tagma </dev/null 2>&1 | grep tagma.lib)"

mkdir "$root/gone"
cd "$root/gone"
rmdir "$root/gone"
expect aRemovedDirectoryIsRefused "1" "$(run >"$root/stdout" || echo $?)"
cd "$sources"
expect_line aRemovedDirectoryIsNamed "tagma: this directory no longer exists; cd to another one" "$root/stderr"
expect noJvmIsStartedInARemovedDirectory "" "$(cat "$root/stdout")"

mv "$checkout" "$root/moved"
"$root/moved/tagma" </dev/null >"$root/stdout" 2>"$root/stderr"
expect_line aMovedCheckoutRunsFromItsNewPlace "$root/moved/.build/$(head -n 1 "$root/moved/.build/current")/lib/tagma-cli.jar" "$root/stdout"
expect aMovedCheckoutIsNotBuiltAgain 1 "$(wc -l <"$root/moved/builds-made" | tr -d ' ')"
mv "$root/moved" "$checkout"

echo 'JAVA_VERSION="25.0.2"' >"$TAGMA_JAVA_HOME/release"
expect aCacheOfAnotherJdkIsNotUsed "" "$(run | grep AOTCache || :)"

fresh_checkout
expect buildingLeavesTheInputToTheCommand "hello" "$(echo hello | "$checkout/tagma" 2>/dev/null | tail -n 1)"

# When is built.
fresh_checkout
run >/dev/null
first=$(current)
echo two >"$checkout/core/src/main/java/Two.java"
run >/dev/null
expect aNewFileIsBuilt 2 "$(builds_made)"
expect_line saysThatSourcesHaveChanged "tagma: sources have changed, building (log: $checkout/.build/maven.log)" "$root/stderr"
rm "$checkout/core/src/main/java/Two.java"
run >/dev/null
expect aDeletedFileIsNoticed 3 "$(builds_made)"
expect theSameContentIsTheSameFolder "$first" "$(current)"
echo old >"$root/Old.java"
touch -d 2001-01-01 "$root/Old.java"
mv "$root/Old.java" "$checkout/core/src/main/java/Old.java"
run >/dev/null
expect aFileWithAnOldDateIsNoticed 4 "$(builds_made)"
touch -d 2101-01-01 "$checkout/core/src/main/java/One.java"
run >/dev/null
run >/dev/null
expect aFileWithAFutureDateIsBuiltOnce 5 "$(builds_made)"
touch "$checkout/app/pom.xml"
run >/dev/null
expect aPomIsASource 6 "$(builds_made)"
mkdir -p "$checkout/core/src/test/java"
run >/dev/null
expect aTestIsNone 6 "$(builds_made)"
mkdir -p "$checkout/testkit/src/main/resources/corpus/agent"
run >/dev/null
echo screen >"$checkout/testkit/src/main/resources/corpus/agent/screen.txt"
run >/dev/null
expect aRecordingForTestsIsNone 7 "$(builds_made)"

# What fails.
fresh_checkout
run >/dev/null
good=$(current)
echo broken >"$checkout/core/src/main/java/One.java"
expect aFailedBuildFails failed "$(run || echo failed)"
expect_line aFailedBuildSaysWhy "[ERROR] One.java:[1,1] this is broken" "$root/stderr"
expect_line aFailedBuildNamesItsLog "tagma: the build failed; all of it is in $checkout/.build/maven.log" "$root/stderr"
expect aFailedBuildChangesNothing "$good 1" "$(current) $(folders)"

# Two at once. The second is known to wait when it says so.
fresh_checkout
mkfifo "$checkout/gate"
"$checkout/tagma" >"$root/stdout" 2>/dev/null </dev/null &
until [ -e "$checkout/builds-made" ]; do :; done
mkfifo "$root/waits"
"$checkout/tagma" >"$root/stdout2" 2>"$root/waits" </dev/null &
read -r waits <"$root/waits"
expect theSecondOfTwoSaysThatItWaits "tagma: another ./tagma is building; waiting for it" "$waits"
echo go >"$checkout/gate"
wait
expect twoAtOnceBuildOnce 1 "$(builds_made)"
expect bothOfTwoRun "$(cat "$root/stdout")" "$(cat "$root/stdout2")"

# What is kept. One holds the first build, as a daemon would.
fresh_checkout
run >/dev/null
held=$(current)
mkfifo "$root/hold"
sh -c 'read -r _ <"$1"' holder "$root/hold" "$checkout/.build/$held/lib/tagma-app.jar" &
holder=$!
for text in 1 2 3 4 5; do
    touch -d 2001-01-01 "$checkout/.build/$held"
    echo "$text" >"$checkout/core/src/main/java/One.java"
    run >/dev/null
done
expect aBuildInUseIsKept yes "$([ -f "$checkout/.build/$held/lib/core.jar" ] && echo yes)"
expect threeOthersAreKept 4 "$(folders)"
kill "$holder"
wait "$holder" 2>/dev/null || :
holder=
echo 6 >"$checkout/core/src/main/java/One.java"
mkdir "$checkout/.build/new.12345"
run >/dev/null
expect aBuildNoLongerInUseIsRemoved "no 3" "$([ -d "$checkout/.build/$held" ] || echo no) $(folders)"

echo "launcher: $passed checks passed"

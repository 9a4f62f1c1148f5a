#!/bin/sh
# Tests scripts/find-jdk.sh with directories that only look like JDKs.
set -eu

finder=$(cd "$(dirname "$0")/.." && pwd)/find-jdk.sh
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
passed=0

# jdk DIRECTORY VERSION: makes a directory with all that the finder looks at.
jdk() {
    mkdir -p "$1/bin"
    printf 'IMPLEMENTOR="Nobody"\nJAVA_VERSION="%s"\nOS_NAME="Linux"\n' "$2" >"$1/release"
    printf '#!/bin/sh\nexit 1\n' >"$1/bin/java"
    cp "$1/bin/java" "$1/bin/javac"
    chmod +x "$1/bin/java" "$1/bin/javac"
}

# A machine with nothing on it; each test puts its own JDKs there.
fresh_machine() {
    rm -rf "${root:?}"/*
    mkdir -p "$root/jvm" "$root/home" "$root/path"
    ln -s "$(command -v readlink)" "$root/path/readlink"
}

# find_with [NAME=VALUE…]: runs the finder on that machine.
find_with() {
    found=$(env -i PATH="$root/path" HOME="$root/home" TAGMA_JVM_FOLDER="$root/jvm" "$@" /bin/sh "$finder" 2>&1) ||
        found="none: $found"
}

expect() {
    if [ "$found" != "$2" ]; then
        printf 'FAILED %s\n  expected: %s\n  found:    %s\n' "$1" "$2" "$found" >&2
        exit 1
    fi
    passed=$((passed + 1))
}

fresh_machine
find_with
expect "saysItInOneLine" "$(printf '%s' "$found" | head -n 1)"
found=${found%% (*}
expect "saysWhatIsMissing" "none: JDK 25 or newer not found"

fresh_machine
jdk "$root/mine" 25.0.1
jdk "$root/java home" 25.0.2
jdk "$root/jvm/other" 26
find_with TAGMA_JAVA_HOME="$root/mine" JAVA_HOME="$root/java home"
expect "tagmaJavaHomeComesFirst" "$root/mine"
find_with JAVA_HOME="$root/java home"
expect "javaHomeComesBeforeFoldersAndMayHoldASpace" "$root/java home"

fresh_machine
jdk "$root/elsewhere/jdk" 25
jdk "$root/jvm/other" 27
ln -s "$root/elsewhere/jdk/bin/java" "$root/path/java"
find_with
expect "javaOnPathIsFollowedToItsHome" "$root/elsewhere/jdk"
jdk "$root/elsewhere/jdk" 17.0.15
find_with
expect "javaOnPathThatIsTooOldIsPassedOver" "$root/jvm/other"

fresh_machine
jdk "$root/jvm/temurin 25" 25.0.3
jdk "$root/jvm/zulu-25" 25.0.10
jdk "$root/jvm/openjdk-21" 21.0.9
jdk "$root/jvm/java-8" 1.8.0_402
find_with
expect "newestOfAFolderWinsByNumber" "$root/jvm/zulu-25"
jdk "$root/jvm/early" 26-ea
find_with
expect "aLaterEarlyAccessIsStillLater" "$root/jvm/early"
jdk "$root/jvm/later" 26
find_with
expect "theReleaseComesAfterItsEarlyAccess" "$root/jvm/later"

fresh_machine
jdk "$root/jvm/old" 17
jdk "$root/jvm/jre" 25
rm "$root/jvm/jre/bin/javac"
jdk "$root/jvm/half" 25
rm "$root/jvm/half/bin/java"
jdk "$root/jvm/unexecutable" 25
chmod -x "$root/jvm/unexecutable/bin/java"
jdk "$root/jvm/unnamed" 25
rm "$root/jvm/unnamed/release"
jdk "$root/jvm/empty" ""
jdk "$root/jvm/nonsense" "twenty-five"
: >"$root/jvm/a-file"
ln -s "$root/nowhere" "$root/jvm/dangling"
find_with TAGMA_JAVA_HOME="$root/not there" JAVA_HOME="$root/jvm/jre"
found=${found%%:*}
expect "brokenOnesAreNotFound" none
jdk "$root/jvm/whole" 25
find_with TAGMA_JAVA_HOME="$root/not there" JAVA_HOME="$root/jvm/jre"
expect "brokenOnesArePassedOver" "$root/jvm/whole"

fresh_machine
jdk "$root/home/.local/share/mise/installs/java/temurin-25" 25.0.3
find_with
expect "miseIsSearched" "$root/home/.local/share/mise/installs/java/temurin-25"
jdk "$root/home/.sdkman/candidates/java/25.0.1-tem" 25.0.1
find_with
expect "sdkmanComesBeforeMise" "$root/home/.sdkman/candidates/java/25.0.1-tem"
jdk "$root/jvm/system" 25
find_with
expect "theSystemsFolderComesBeforeBoth" "$root/jvm/system"

fresh_machine
jdk "$root/jvm/lastLine" 25
printf 'JAVA_VERSION="25.0.4"' >"$root/jvm/lastLine/release"
find_with
expect "aReleaseFileMayEndWithoutANewline" "$root/jvm/lastLine"

echo "find-jdk: $passed checks passed"

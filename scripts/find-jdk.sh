#!/bin/sh
# Finds the JDK that builds and runs Tagma: version 25 or newer, with a compiler.
#
# Run it and it prints the JDK's home, or says in one line what is missing and exits 1.
# Source it and call find_jdk, which sets $jdk_home and $jdk_version.
#
# Looks at TAGMA_JAVA_HOME, JAVA_HOME, the java on PATH, /usr/lib/jvm/*, sdkman and mise, in this order; in a folder
# of several JDKs the newest one wins. The JDK's release file decides and no JVM is started, for ./tagma asks on every
# command. Directories that are broken, half installed or too old are passed over.

jdk_minimum=25

# version_of_jdk HOME: sets $jdk_version to what HOME/release says, or fails.
version_of_jdk() {
    jdk_version=
    [ -f "$1/release" ] && [ -r "$1/release" ] || return 1
    while IFS= read -r jdk_line || [ -n "$jdk_line" ]; do
        case $jdk_line in
        JAVA_VERSION=*)
            jdk_version=${jdk_line#JAVA_VERSION=}
            jdk_version=${jdk_version#\"}
            jdk_version=${jdk_version%%\"*}
            break
            ;;
        esac
    done <"$1/release"
    case $jdk_version in
    [1-9]*) return 0 ;;
    *) return 1 ;;
    esac
}

# jdk_fits HOME: HOME is a whole JDK that is new enough; $jdk_version is its version.
jdk_fits() {
    version_of_jdk "$1" || return 1
    [ "${jdk_version%%[!0-9]*}" -ge "$jdk_minimum" ] || return 1
    [ -f "$1/bin/java" ] && [ -x "$1/bin/java" ] && [ -f "$1/bin/javac" ] && [ -x "$1/bin/javac" ]
}

# newer_version A B: A is a later version than B. Numbers are compared part by part; an early-access build (25-ea)
# comes before the release it leads to.
newer_version() {
    jdk_left=${1%%[!0-9.]*}
    jdk_right=${2%%[!0-9.]*}
    while [ -n "$jdk_left$jdk_right" ]; do
        jdk_left_part=${jdk_left%%.*}
        jdk_right_part=${jdk_right%%.*}
        [ "${jdk_left_part:-0}" -le "${jdk_right_part:-0}" ] || return 0
        [ "${jdk_left_part:-0}" -ge "${jdk_right_part:-0}" ] || return 1
        case $jdk_left in *.*) jdk_left=${jdk_left#*.} ;; *) jdk_left= ;; esac
        case $jdk_right in *.*) jdk_right=${jdk_right#*.} ;; *) jdk_right= ;; esac
    done
    case $1 in *-*) return 1 ;; esac
    case $2 in *-*) return 0 ;; esac
    return 1
}

# newest_jdk_in FOLDER: sets $jdk_home to the newest fitting JDK among FOLDER's directories, or fails.
newest_jdk_in() {
    jdk_newest=
    jdk_newest_version=
    for jdk_candidate in "$1"/*; do
        if jdk_fits "$jdk_candidate"; then
            if [ -z "$jdk_newest" ] || newer_version "$jdk_version" "$jdk_newest_version"; then
                jdk_newest=$jdk_candidate
                jdk_newest_version=$jdk_version
            fi
        fi
    done
    jdk_home=$jdk_newest
    jdk_version=$jdk_newest_version
    [ -n "$jdk_home" ]
}

# java_on_path: sets $jdk_home to the home of the java on PATH, whatever its version, or fails.
java_on_path() {
    jdk_home=$(command -v java) || return 1
    jdk_home=$(readlink -f -- "$jdk_home") || return 1
    jdk_home=${jdk_home%/bin/java}
}

# find_jdk: sets $jdk_home and $jdk_version, or fails and says nothing.
find_jdk() {
    for jdk_home in "${TAGMA_JAVA_HOME-}" "${JAVA_HOME-}"; do
        if [ -n "$jdk_home" ] && jdk_fits "$jdk_home"; then
            return 0
        fi
    done
    if java_on_path && jdk_fits "$jdk_home"; then
        return 0
    fi
    # TAGMA_JVM_FOLDER is for the test of this script.
    newest_jdk_in "${TAGMA_JVM_FOLDER:-/usr/lib/jvm}" ||
        newest_jdk_in "${SDKMAN_DIR:-${HOME-}/.sdkman}/candidates/java" ||
        newest_jdk_in "${MISE_DATA_DIR:-${HOME-}/.local/share/mise}/installs/java"
}

jdk_missing="JDK $jdk_minimum or newer not found (TAGMA_JAVA_HOME, JAVA_HOME, PATH, /usr/lib/jvm, sdkman, mise): get one from https://adoptium.net or by 'sdk install java 25-tem', or set TAGMA_JAVA_HOME to it."

# maven_java_fits: the java that plain ./mvnw would use is new enough, or cannot be judged from here.
# Otherwise says in one line what to do.
maven_java_fits() {
    if [ -n "${JAVA_HOME-}" ]; then
        jdk_home=$JAVA_HOME
    else
        java_on_path || jdk_home=
    fi
    if [ -n "$jdk_home" ]; then
        version_of_jdk "$jdk_home" || return 0
        [ "${jdk_version%%[!0-9]*}" -lt "$jdk_minimum" ] || return 0
    fi
    echo "./mvnw would run on Java ${jdk_version:-(none)}${jdk_home:+ from $jdk_home}, but Tagma needs JDK $jdk_minimum: use ./build, which finds one, or set JAVA_HOME." >&2
    return 1
}

case ${0##*/} in
find-jdk.sh)
    if ! find_jdk; then
        echo "$jdk_missing" >&2
        exit 1
    fi
    printf '%s\n' "$jdk_home"
    ;;
esac

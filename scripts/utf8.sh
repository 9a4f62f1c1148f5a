# shellcheck shell=sh
# Sourced before Java starts: Java names files in the locale's character set, and in the C locale of a bare machine it
# cannot name a file with an umlaut.
case ${LC_ALL:-${LC_CTYPE:-${LANG-}}} in
*[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
*)
    LC_CTYPE=C.UTF-8
    export LC_CTYPE
    if [ -n "${LC_ALL-}" ]; then
        LC_ALL=C.UTF-8
        export LC_ALL
    fi
    ;;
esac

#!/bin/sh
# Every relative link in the Markdown files leads to a file, and to a heading where it names one in a Markdown file.
set -eu
cd "$(dirname "$0")/../.."

# dead_links FOLDER: one line for each link that leads nowhere.
dead_links() (
    cd "$1"
    find . -name '*.md' ! -path '*/target/*' ! -path './.*/*' ! -path '*/node_modules/*' ! -path '*/src/*' |
        sort | while IFS= read -r page; do
        # Code is no link: fences are left out, then what stands between backticks.
        awk '/^ *```/ { fence = !fence; next } !fence { gsub(/`[^`]*`/, ""); print }' "$page" |
            grep -o ']([^) ]*)' | sed 's/^](//; s/)$//' | while IFS= read -r link; do
            case $link in
            *://* | mailto:*) continue ;;
            esac
            path=${link%%#*}
            target=$page
            [ -z "$path" ] || target=$(dirname "$page")/$path
            if [ ! -e "$target" ]; then
                echo "$page: $link leads to no file"
            elif [ "$link" != "$path" ]; then
                case $target in
                *.md) has_heading "$target" "${link#*#}" || echo "$page: $link leads to no heading" ;;
                esac
            fi
        done
    done
)

# Headings become anchors as on GitHub: lower case, blanks to dashes, signs left out.
has_heading() {
    awk '/^ *```/ { fence = !fence; next } !fence && /^#+ /' "$1" |
        sed 's/^#* //; s/\[\([^]]*\)\]([^)]*)/\1/g' | tr '[:upper:]' '[:lower:]' |
        sed 's/[^a-z0-9 _-]//g; s/ /-/g' | grep -Fxq -- "$2"
}

fail() {
    echo "links-test: $*" >&2
    exit 1
}

# What it must see, in pages made for it.
try=$(mktemp -d)
trap 'rm -rf "$try"' EXIT
printf '# One thing, two\n[a](b.md) [c](gone.md) [d](#one-thing-two) [e](b.md#nothing) `[f](code.md)` [g](https://h.i/j)\n' >"$try/a.md"
printf '# B\n```\n[x](fenced.md)\n```\n' >"$try/b.md"
expected='./a.md: gone.md leads to no file
./a.md: b.md#nothing leads to no heading'
[ "$(dead_links "$try")" = "$expected" ] || fail "finds $(dead_links "$try") in its own pages, not: $expected"

dead=$(dead_links .)
[ -z "$dead" ] || fail "dead links
$dead"
echo "links-test: no dead links"

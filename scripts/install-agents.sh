#!/bin/sh
# Installs the agent programs that the real-agent suite runs, at the versions it was written against, and prints the
# path of the Claude Code binary; the others are in node_modules/.bin below the directory. Does nothing when they are there already.
#
# TAGMA_AGENTS_DIR  where to; $HOME/.cache/tagma-agents unless set. Nothing else is touched, no user's own agent either.
set -eu

claude_code=2.1.329
gemini=0.61.0
qwen=0.24.4
agents=${TAGMA_AGENTS_DIR:-$HOME/.cache/tagma-agents}

case $(uname -s)-$(uname -m) in
Linux-x86_64) platform=linux-x64 ;;
Linux-aarch64) platform=linux-arm64 ;;
Darwin-x86_64) platform=darwin-x64 ;;
Darwin-arm64) platform=darwin-arm64 ;;
*)
    echo "install-agents: no Claude Code for $(uname -s) on $(uname -m)" >&2
    exit 1
    ;;
esac
# The plain binary, so that no Node process stands between Tagma and the agent.
binary=$agents/node_modules/@anthropic-ai/claude-code-$platform/claude

# Asked in a home of its own: the agent writes into the home it is given.
is_installed() {
    [ -x "$binary" ] || return 1
    home=$(mktemp -d)
    version=$(env -i HOME="$home" PATH="$PATH" DISABLE_AUTOUPDATER=1 "$binary" --version 2>/dev/null) || version=
    rm -rf "$home"
    [ "${version%% *}" = "$claude_code" ]
}

# is_package NAME VERSION: the package says so itself; its program would take a second to start.
is_package() {
    grep -qs "\"version\": *\"$2\"" "$agents/node_modules/$1/package.json"
}

are_installed() {
    is_installed && is_package @google/gemini-cli "$gemini" && is_package @qwen-code/qwen-code "$qwen"
}

if ! are_installed; then
    if ! command -v npm >/dev/null; then
        if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
            echo "install-agents: npm not found: apt install npm" >&2
            exit 1
        fi
        echo "install-agents: installing nodejs and npm" >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends nodejs npm >&2
    fi
    echo "install-agents: installing Claude Code $claude_code, Gemini CLI $gemini and Qwen Code $qwen to $agents" >&2
    mkdir -p "$agents"
    # Node does not look at the certificates that the machine's owner trusts, such as a company's own.
    if [ -z "${NODE_EXTRA_CA_CERTS-}" ] && [ -r /etc/ssl/certs/ca-certificates.crt ]; then
        export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
    fi
    npm install --prefix "$agents" --prefer-offline --no-audit --no-fund --save-exact --ignore-scripts \
        "@anthropic-ai/claude-code@$claude_code" "@google/gemini-cli@$gemini" "@qwen-code/qwen-code@$qwen" >&2
    if ! are_installed; then
        echo "install-agents: $agents holds other versions than these after the installation" >&2
        exit 1
    fi
fi
printf '%s\n' "$binary"

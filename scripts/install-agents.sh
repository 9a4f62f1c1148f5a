#!/bin/sh
# Installs the agent programs that the real-agent suite runs, at the versions it was written against. Does nothing when
# they are there already.
#
#   scripts/install-agents.sh          prints the directory they are in; npm's names for them are in node_modules/.bin
#   scripts/install-agents.sh NAME     prints the path of one program: claude-code, codex, opencode, gemini, qwen,
#                                     claude-agent-acp or codex-acp
#   scripts/install-agents.sh NAME VERSION
#                                     the same at another version, which is installed beside the others, below
#                                     versions/NAME/VERSION
#
# TAGMA_AGENTS_DIR  where to; $HOME/.cache/tagma-agents unless set. Nothing else is touched, no user's own agent either.
set -eu

packages='
@anthropic-ai/claude-code@2.1.329
@openai/codex@0.169.0
opencode-ai@1.18.33
@google/gemini-cli@0.61.0
@qwen-code/qwen-code@0.24.4
@agentclientprotocol/claude-agent-acp@0.101.0
@agentclientprotocol/codex-acp@2.6.0
'
agents=${TAGMA_AGENTS_DIR:-$HOME/.cache/tagma-agents}

case $(uname -s)-$(uname -m) in
Linux-x86_64) platform=linux-x64 target=x86_64-unknown-linux-musl ;;
Linux-aarch64) platform=linux-arm64 target=aarch64-unknown-linux-musl ;;
Darwin-x86_64) platform=darwin-x64 target=x86_64-apple-darwin ;;
Darwin-arm64) platform=darwin-arm64 target=aarch64-apple-darwin ;;
*)
    echo "install-agents: no agents for $(uname -s) on $(uname -m)" >&2
    exit 1
    ;;
esac

# package NAME: what npm calls that program.
package() {
    case $1 in
    claude-code) echo @anthropic-ai/claude-code ;;
    codex) echo @openai/codex ;;
    opencode) echo opencode-ai ;;
    gemini) echo @google/gemini-cli ;;
    qwen) echo @qwen-code/qwen-code ;;
    claude-agent-acp | codex-acp) echo "@agentclientprotocol/$1" ;;
    *)
        echo "install-agents: '$1' is not known: say claude-code, codex, opencode, gemini, qwen," \
            "claude-agent-acp or codex-acp" >&2
        return 2
        ;;
    esac
}

beside=no
if [ $# -ge 2 ]; then
    wanted=$(package "$1")@$2
    case "$packages" in
    *"
$wanted
"*) ;;
    *)
        case $2 in
        *[!0-9A-Za-z.-]* | '' | .*)
            echo "install-agents: '$2' is no version" >&2
            exit 2
            ;;
        esac
        packages=$wanted
        agents=$agents/versions/$1/$2
        beside=yes
        ;;
    esac
fi

# The plain binaries where there are some, so that no Node process stands between Tagma and the agent.
claude_code=$agents/node_modules/@anthropic-ai/claude-code-$platform/claude
codex=$agents/node_modules/@openai/codex-$platform/vendor/$target/bin/codex
opencode=$agents/node_modules/opencode-$platform/bin/opencode
# program NAME: where that program is.
program() {
    case $1 in
    claude-code) echo "$claude_code" ;;
    codex) echo "$codex" ;;
    opencode) echo "$opencode" ;;
    *) echo "$agents/node_modules/.bin/$1" ;;
    esac
}

answer=$agents
if [ $# -gt 0 ]; then
    package "$1" >/dev/null
    answer=$(program "$1")
fi

are_installed() {
    if [ "$beside" = yes ]; then
        [ -x "$answer" ] || return 1
    else
        [ -x "$claude_code" ] && [ -x "$codex" ] && [ "$agents/node_modules/.bin/opencode" -ef "$opencode" ] || return 1
    fi
    for package in $packages; do
        grep -qs "\"version\": *\"${package##*@}\"" "$agents/node_modules/${package%@*}/package.json" || return 1
    done
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
    echo "install-agents: installing to $agents:" $packages >&2
    mkdir -p "$agents"
    # Node does not look at the certificates that the machine's owner trusts, such as a company's own.
    if [ -z "${NODE_EXTRA_CA_CERTS-}" ] && [ -r /etc/ssl/certs/ca-certificates.crt ]; then
        export NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
    fi
    # Word by word.
    npm install --prefix "$agents" --prefer-offline --no-audit --no-fund --save-exact --ignore-scripts $packages >&2
    # Its own script would put the binary there.
    [ ! -x "$opencode" ] || ln -sf "$opencode" "$agents/node_modules/.bin/opencode"
    if ! are_installed; then
        echo "install-agents: $agents does not hold these after the installation:" $packages >&2
        exit 1
    fi
fi
printf '%s\n' "$answer"

# Shared by the scripts of this folder; sourced, not run. POSIX sh.

CALLED_FROM=$(pwd)
cd "$(dirname "$0")/.." || exit 1
ROOT=$(pwd)
VENV=$ROOT/.venv
STAMPS=$VENV/stamps
UV_VERSION=0.13.9
export UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUTF8=1
# What was compiled once is kept: without it every start compiles two thousand files anew, which takes seconds.
unset PYTHONDONTWRITEBYTECODE
# The machine's own certificates, so that a mirror or a proxy with an authority of its own is believed.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# step NAME COMMAND…: runs it quietly, prints how long it took; on failure prints all that it said.
step() {
    step_name=$1
    shift
    step_start=$(date +%s)
    step_log=$(mktemp)
    if "$@" >"$step_log" 2>&1; then
        say "  $step_name: $(($(date +%s) - step_start)) s"
        rm -f "$step_log"
    else
        cat "$step_log" >&2
        rm -f "$step_log"
        fail "$step_name failed; what it said is above."
    fi
}

# digest FILE…: one word that changes when any of the files does.
digest() { cat "$@" 2>/dev/null | cksum | tr ' ' '-'; }

# is_fresh NAME WORD: whether the work called NAME was last done for this very WORD.
is_fresh() { [ "$(cat "$STAMPS/$1" 2>/dev/null)" = "$2" ]; }

mark_fresh() {
    mkdir -p "$STAMPS"
    printf '%s\n' "$2" >"$STAMPS/$1"
}

is_root() { [ "$(id -u)" = 0 ]; }

# need PURPOSE PACKAGE…: installs Debian packages as root, else says what to install and gives up.
need() {
    purpose=$1
    shift
    if is_root && command -v apt-get >/dev/null; then
        [ -n "${APT_UPDATED:-}" ] || step "apt-get update" apt-get update
        APT_UPDATED=yes
        # Names differ between releases; what this one does not know is left out, and who needs it will say so.
        known=
        for package in "$@"; do
            apt-cache show "$package" >/dev/null 2>&1 && known="$known $package"
        done
        # shellcheck disable=SC2086
        set -- $known
        step "apt-get install $*" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
    else
        fail "Missing for $purpose. As root: apt-get install --no-install-recommends $*"
    fi
}

# has_package NAME: whether Debian's package is installed; on other systems nothing is known, so nothing is missing.
has_package() {
    command -v dpkg-query >/dev/null || return 0
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# free_port: a port of this machine that nobody listens on.
free_port() { "$VENV/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

find_initdb() { command -v initdb || ls -1 /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -n 1 | grep .; }

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

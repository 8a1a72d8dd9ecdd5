# shellcheck shell=bash
# Shared by the scripts in this folder; sourced, never run.

# Whoever exported these for another server must not change ours.
unset MYSQL_TCP_PORT MYSQL_UNIX_PORT MYSQL_PWD MYSQL_HOST MYSQL_HOME

# Where Debian keeps servers; not everybody's PATH has it.
PATH=$PATH:/usr/sbin

note() { printf '%s\n' "$*" >&2; }

die() {
    note "error: $*"
    exit 1
}

# die_missing: something has to be installed first; the exit code lets a test tell this from a server that is broken.
die_missing() {
    note "error: $*"
    exit 69
}

is_root() { [[ $(id -u) -eq 0 ]]; }

has_apt() { [[ -e /etc/debian_version ]] && command -v apt-get dpkg-query >/dev/null; }

is_debian() { has_apt && grep -q '^ID=debian$' /etc/os-release; }

cache_folder() { printf '%s\n' "${FERRY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/ferry}"; }

# unpacked_folder mysql|mariadb: the newest of its kind in the cache; nothing when there is none.
unpacked_folder() {
    local cache
    cache=$(cache_folder)
    [[ ! -d $cache ]] || find "$cache" -mindepth 1 -maxdepth 1 -type d -name "$1-[0-9]*" | sort -V | tail -n 1
}

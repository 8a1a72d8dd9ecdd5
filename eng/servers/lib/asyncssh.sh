# shellcheck shell=bash
# How to run an SSH server that takes passwords, as the user that we are: OpenSSH's asks the system for them, which only root may.
# Sourced with the variables of eng/servers/start. Options: the methods that it offers, password or keyboard-interactive, and
# question=TEXT for one more question that keyboard-interactive asks.

server_check() {
    command -v ssh-keygen >/dev/null && /usr/bin/python3 -W ignore -c 'import asyncssh' 2>/dev/null ||
        die_missing "Python's asyncssh is not installed; run eng/servers/install"
}

server_prepare() {
    ssh-keygen -q -t ed25519 -N '' -C 'host key' -f "$dir/host_ed25519"
    (umask 077 && printf 'canary-%s' "$(od -An -N8 -tx8 /dev/urandom | tr -d ' ')" >"$dir/password")
    : >"$dir/authorized_keys"
}

# server_launch PORT [OPTION]...
server_launch() {
    setsid /usr/bin/python3 -W ignore "$here/lib/asyncssh-server.py" "$dir" "$@" </dev/null >"$dir/server.log" 2>&1 &
}

server_is_ready() { grep -q "listening on 127.0.0.1 port $1" "$dir/server.log"; }

server_furnish() { :; }

server_facts() { printf "export FERRY_SERVER_USER='%s'\n" deploy; }

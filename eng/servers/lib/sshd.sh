# shellcheck shell=bash
# How to run OpenSSH's server as the user that we are, for that user alone. Sourced with the variables of eng/servers/start.
# Options are sshd's own, such as AllowTcpForwarding=no; the first of a name wins, and the ones given go before ours.

server_check() {
    command -v sshd ssh-keygen >/dev/null || die_missing "OpenSSH's server is not installed; run eng/servers/install"
}

# Host keys of every type, and a key that logs in.
server_prepare() {
    local type
    for type in ed25519 ecdsa rsa; do
        rm -f "$dir/host_$type" "$dir/host_$type.pub"
        ssh-keygen -q -t "$type" -N '' -C "host $type" -f "$dir/host_$type"
    done
    rm -f "$dir/user_key" "$dir/user_key.pub"
    ssh-keygen -q -t ed25519 -N '' -C 'test user' -f "$dir/user_key"
    cp "$dir/user_key.pub" "$dir/authorized_keys"
}

# server_launch PORT [OPTION=VALUE]...
server_launch() {
    local port=$1 option
    shift
    {
        for option; do
            printf '%s %s\n' "${option%%=*}" "${option#*=}"
        done
        cat <<CONFIG
Port $port
ListenAddress 127.0.0.1
AuthorizedKeysFile $dir/authorized_keys
PidFile none
# The folder is below one that others may write to.
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
LogLevel VERBOSE
MaxStartups 100
CONFIG
        # Several may be given, so ours would not be out of the way.
        [[ " $* " == *" HostKey="* ]] || printf 'HostKey %s\n' "$dir/host_ed25519"
    } >"$dir/config"
    # Root's sshd wants this folder for its unprivileged half.
    ! is_root || mkdir -p /run/sshd
    setsid "$(command -v sshd)" -D -f "$dir/config" -E "$dir/server.log" </dev/null >"$dir/server.out" 2>&1 &
}

server_is_ready() { grep -q "Server listening on 127.0.0.1 port $1" "$dir/server.log"; }

server_furnish() { :; }

server_facts() {
    cat <<FACTS
export FERRY_SERVER_USER='$(id -un)'
export FERRY_SERVER_KEY='$dir/user_key'
FACTS
}

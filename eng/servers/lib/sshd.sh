# shellcheck shell=bash
# How to run OpenSSH's server as the user that we are, for that user alone. Sourced with the variables of eng/servers/start.
# Options are lines of sshd_config, such as 'AllowTcpForwarding no'; the first of a name wins, and the ones given go before ours.

server_check() {
    command -v sshd ssh-keygen >/dev/null || die_missing "OpenSSH's server is not installed; run eng/servers/install"
}

# A key that logs in, until authorized_keys says otherwise.
server_prepare() {
    rm -f "$dir/user_key" "$dir/user_key.pub"
    ssh-keygen -q -t ed25519 -N '' -C 'test user' -f "$dir/user_key"
    cp "$dir/user_key.pub" "$dir/authorized_keys"
}

# Makes the host keys that are named DIR/host_TYPE and are not there yet.
make_host_keys() {
    local line key
    for line; do
        key=${line#HostKey }
        [[ $line == "HostKey $dir/host_"* && ! -e $key ]] || continue
        ssh-keygen -q -t "${key##*/host_}" -N '' -C "host key" -f "$key"
    done
}

# server_launch PORT [LINE]...
server_launch() {
    local port=$1
    shift
    # Several may be given, so ours would not be out of the way.
    [[ " $* " == *" HostKey "* || ${1:-} == "HostKey "* ]] || set -- "$@" "HostKey $dir/host_ed25519"
    make_host_keys "$@"
    {
        printf '%s\n' "$@"
        # Without PAM, because that is root's; and the folder is below one that others may write to.
        cat <<CONFIG
Port $port
ListenAddress 127.0.0.1
AuthorizedKeysFile $dir/authorized_keys
PidFile none
StrictModes no
UsePAM no
UseDNS no
PermitRootLogin yes
PasswordAuthentication no
KbdInteractiveAuthentication no
LogLevel DEBUG1
MaxStartups 100
MaxSessions 100
CONFIG
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

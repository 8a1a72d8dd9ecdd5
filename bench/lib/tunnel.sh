# shellcheck shell=bash
# The same backup through an SSH server on loopback; sourced by bench/run. The server's encryption takes CPU of the same machine, as the database does.

start_ssh_server() {
    ssh_dir=$work/sshd
    "$root/eng/servers/start" sshd "$ssh_dir" >/dev/null || die "no OpenSSH server to measure a tunnel with; run eng/servers/install"
    local pin
    pin=$(ssh-keygen -lf "$ssh_dir/host_ed25519.pub" | awk '{ print $2 }')
    cat >"$work/ferry-ssh.json" <<CONFIG
{
  "Ferry": {
    "Application": "bench",
    "Environments": {
      "far": {
        "Databases": { "main": "mysql://root@127.0.0.1:$port/bench" },
        "Ssh": { "Host": "$(id -un)@127.0.0.1:$(<"$ssh_dir/port")", "Keys": ["$ssh_dir/user_key"], "HostKey": "$pin", "Agent": false }
      }
    },
    "Destinations": { "backups": { "Path": "$work/ferry-ssh" } }
  }
}
CONFIG
}

run_tunnelled_backup() {
    wants backup ferry-ssh || return 0
    [[ -n ${ssh_dir:-} ]] || start_ssh_server
    rm -rf "$work/ferry-ssh"
    measure backup ferry-ssh "$work/ferry-ssh" "$ferry" backup --config "$work/ferry-ssh.json" --env far --non-interactive || true
}

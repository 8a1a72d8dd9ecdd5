namespace Ferry.Ssh;

/// <summary>What tunnels take from the user's account on this machine.</summary>
public sealed record SshSurroundings
{
    /// <summary>The user's home folder: keys, <c>config</c> and <c>known_hosts</c> are in its <c>.ssh</c>.</summary>
    public required string Home { get; init; }

    /// <summary>Login name on this machine, for hops that name none.</summary>
    public required string Username { get; init; }

    /// <summary>Socket of the running ssh-agent (<c>SSH_AUTH_SOCK</c>); null for none.</summary>
    public string? AgentSocket { get; init; }

    /// <summary>The known_hosts file of the machine, besides the user's own.</summary>
    public string SystemKnownHosts { get; init; } = "/etc/ssh/ssh_known_hosts";

    /// <summary>The SSH client configuration of the machine, read after the user's own.</summary>
    public string SystemConfig { get; init; } = "/etc/ssh/ssh_config";
}

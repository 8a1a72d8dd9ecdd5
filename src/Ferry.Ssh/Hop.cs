namespace Ferry.Ssh;

/// <summary>One SSH server on the way, with everything that <c>~/.ssh/config</c> and OpenSSH's defaults say about it filled in.</summary>
internal sealed record Hop
{
    /// <summary>What the user calls it: an alias or the host itself.</summary>
    public required string Name { get; init; }

    /// <summary>Name or address to connect to, and to look up in known_hosts.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string Username { get; init; }

    /// <summary>The user's home folder on this machine.</summary>
    public required string Home { get; init; }

    /// <summary>Private keys to try, in order, as absolute paths; files that are not there are skipped with a note.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Whether somebody named the keys; else they are OpenSSH's defaults, and it means nothing when one is not there.</summary>
    public bool KeysAreNamed { get; init; }

    /// <summary>Whether no other keys are tried, although the agent has some (IdentitiesOnly).</summary>
    public bool IdentitiesOnly { get; init; }

    /// <summary>known_hosts files, absolute.</summary>
    public required IReadOnlyList<string> KnownHosts { get; init; }

    /// <summary>The known_hosts file that new keys are recorded in; null for none.</summary>
    public string? RecordIn { get; init; }

    /// <summary>The name to look up in known_hosts in the place of <see cref="Host"/> and <see cref="Port"/> (HostKeyAlias).</summary>
    public string? HostKeyAlias { get; init; }

    /// <summary>Whether names are recorded so that nobody can read them (HashKnownHosts).</summary>
    public bool HashKnownHosts { get; init; }

    /// <summary>The command that records the host's key, for messages.</summary>
    public required string TrustCommand { get; init; }

    /// <summary>The only host key that is accepted; null for known_hosts.</summary>
    public string? HostKey { get; init; }

    public Secret? Passphrase { get; init; }

    public Secret? Password { get; init; }

    /// <summary>Socket of the ssh-agent whose keys are tried too; null for none.</summary>
    public string? AgentSocket { get; init; }

    /// <summary>What was passed over in the client configuration.</summary>
    public IReadOnlyList<Finding> Notes { get; init; } = [];

    public override string ToString() => $"{Username}@{Host}{(Port == 22 ? "" : $":{Port}")}";
}

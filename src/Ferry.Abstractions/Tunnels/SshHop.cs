namespace Ferry.Tunnels;

/// <summary>One SSH server on the way, as it was configured: what is null or empty is taken from <c>~/.ssh/config</c>, then from OpenSSH's defaults.</summary>
public sealed record SshHop
{
    /// <summary>Host name, address, or an alias of <c>~/.ssh/config</c>.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port.</summary>
    public int? Port { get; init; }

    /// <summary>Login name.</summary>
    public string? Username { get; init; }

    /// <summary>Private keys to try, in order: file names in <c>~/.ssh</c>, or paths.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>What decrypts the private keys that are encrypted.</summary>
    public Secret? Passphrase { get; init; }

    /// <summary>Login password, also the answer where a server asks for one interactively.</summary>
    public Secret? Password { get; init; }

    /// <summary>The only host key that is accepted, as OpenSSH writes fingerprints: <c>SHA256:</c> and base64; null for known_hosts.</summary>
    public string? HostKey { get; init; }

    /// <summary>known_hosts files, absolute; the last word on which host key is right.</summary>
    public IReadOnlyList<string> KnownHosts { get; init; } = [];

    /// <summary>Whether the keys of a running ssh-agent are tried too.</summary>
    public bool Agent { get; init; } = true;

    /// <summary>The hop for messages: login name, host and port, as far as they were configured.</summary>
    /// <returns>Such as <c>deploy@db.example.com:2222</c>.</returns>
    public override string ToString() => $"{(Username is null ? "" : $"{Username}@")}{Host}{(Port is null ? "" : $":{Port}")}";
}

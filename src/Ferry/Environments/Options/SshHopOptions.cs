using System.ComponentModel.DataAnnotations;

namespace Ferry.Environments;

/// <summary>One SSH server on the way. A text in its place is its <see cref="Host"/>.</summary>
[Shorthand(nameof(Host))]
public class SshHopOptions
{
    /// <summary>Host name, address or alias of <c>~/.ssh/config</c>; also <c>user@host:port</c>.</summary>
    [Required]
    public string? Host { get; init; }

    /// <summary>TCP port.</summary>
    /// <value>The one of <c>~/.ssh/config</c>, else 22.</value>
    [Range(1, 65535)]
    public int? Port { get; init; }

    /// <summary>Login name.</summary>
    /// <value>The one of <c>~/.ssh/config</c>, else the one on this machine.</value>
    public string? Username { get; init; }

    /// <summary>Private keys to try, in order: file names in <c>~/.ssh</c>, or paths.</summary>
    /// <value>Those of <c>~/.ssh/config</c>, else id_ed25519, id_ecdsa and id_rsa.</value>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Passphrase of the keys: <c>env:NAME</c>, <c>file:PATH</c>, or the passphrase itself. A terminal is asked when it is needed.</summary>
    [SecretSetting]
    public string? Passphrase { get; init; }

    /// <summary>Login password, for servers without keys: <c>env:NAME</c>, <c>file:PATH</c>, or the password itself.</summary>
    [SecretSetting]
    public string? Password { get; init; }

    /// <summary>The only host key that is accepted, by its fingerprint: <c>SHA256:…</c>.</summary>
    /// <value>Those of the known_hosts files.</value>
    public string? HostKey { get; init; }

    /// <summary>known_hosts files, from the configuration's folder.</summary>
    /// <value>Those of <c>~/.ssh/config</c>, else <c>~/.ssh/known_hosts</c> and the machine's own.</value>
    public IReadOnlyList<string> KnownHosts { get; init; } = [];

    /// <summary>Whether the keys of a running ssh-agent are tried too.</summary>
    /// <value>True.</value>
    public bool Agent { get; init; } = true;
}

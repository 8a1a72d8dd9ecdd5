using System.ComponentModel.DataAnnotations;

namespace Ferry.Environments;

/// <summary>The SSH server that an environment's databases are reached through.</summary>
public sealed class SshOptions
{
    /// <summary>Host name or address.</summary>
    [Required]
    public string? Host { get; init; }

    /// <summary>TCP port.</summary>
    /// <value>22.</value>
    [Range(1, 65535)]
    public int Port { get; init; } = 22;

    /// <summary>Login name.</summary>
    public string? Username { get; init; }

    /// <summary>Private keys to try: file names in <c>~/.ssh</c>, or paths.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}

using System.ComponentModel.DataAnnotations;

namespace Ferry.Environments;

/// <summary>The SSH server that an environment's databases are reached through, and the way to it. A text in its place is its <see cref="SshHopOptions.Host"/>.</summary>
[Shorthand(nameof(Host))]
public sealed class SshOptions : SshHopOptions
{
    /// <summary>Servers on the way, the nearest first; each is verified and logged in to by itself.</summary>
    /// <value>Those of <c>~/.ssh/config</c> (ProxyJump), else none.</value>
    public IReadOnlyList<SshHopOptions> Jump { get; init; } = [];

    /// <summary>The longest that connecting and logging in to one server may take.</summary>
    /// <value>15 seconds.</value>
    [TimeSpanRange("1s", "10m")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often an idle connection is tried. After four times as long without an answer the tunnel has dropped.</summary>
    /// <value>15 seconds.</value>
    [TimeSpanRange("1s", "1h")]
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>SSH connections at once, at most one for every worker: each encrypts on a processor of its own, and each recovers from lost packets by itself.</summary>
    /// <value>2.</value>
    [Range(1, 16)]
    public int Connections { get; init; } = 2;
}

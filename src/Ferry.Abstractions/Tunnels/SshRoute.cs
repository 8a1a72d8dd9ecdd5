namespace Ferry.Tunnels;

/// <summary>The way to a database through one SSH server or several. Each is verified and logged in to by itself.</summary>
/// <param name="Hops">From the nearest server to the one that connects to the database; at least one.</param>
public sealed record SshRoute(IReadOnlyList<SshHop> Hops)
{
    /// <summary>The environment that it leads to, for the commands in messages; null for none.</summary>
    public string? Environment { get; init; }

    /// <summary>How often an idle connection is tried; also the longest that its answer may take.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest that connecting and logging in to one server may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>SSH connections at most: each encrypts on a processor of its own.</summary>
    public int Connections { get; init; } = 2;

    /// <summary>The hops for messages.</summary>
    /// <returns>Such as <c>deploy@db.example.com through bastion</c>.</returns>
    public override string ToString() => string.Join(" through ", Hops.Reverse());
}

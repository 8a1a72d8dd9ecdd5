using Ferry.Tunnels;

namespace Ferry.Ssh.ClientConfig;

/// <summary>Fills in what a route leaves open.</summary>
internal sealed class HopExpansion(SshSurroundings surroundings)
{
    private const int DefaultPort = 22;
    private static readonly string[] _defaultKeys = ["id_ed25519", "id_ecdsa", "id_rsa"];

    /// <summary>The hops in the order in which they are connected to; one configured hop may become several (ProxyJump).</summary>
    public IReadOnlyList<Hop> Expand(SshRoute route) => [.. route.Hops.Select(hop => Expand(route, hop))];

    private Hop Expand(SshRoute route, SshHop hop) => new()
    {
        Name = hop.Host,
        Host = hop.Host,
        Port = hop.Port ?? DefaultPort,
        Username = hop.Username ?? surroundings.Username,
        Home = surroundings.Home,
        KeysAreNamed = hop.Keys.Count > 0,
        Keys = [.. (hop.Keys.Count > 0 ? hop.Keys : _defaultKeys).Select(key => Path.Combine(surroundings.Home, ".ssh", key))],
        KnownHosts = hop.KnownHosts.Count > 0 ? hop.KnownHosts : [Path.Combine(surroundings.Home, ".ssh", "known_hosts"), surroundings.SystemKnownHosts],
        HostKey = hop.HostKey,
        TrustCommand = route.Environment is { } environment ? $"ferry trust --env {environment}" : $"ferry trust {hop.Host}{(hop.Port is null ? "" : $":{hop.Port}")}",
        Passphrase = hop.Passphrase,
        Password = hop.Password,
        AgentSocket = hop.Agent ? surroundings.AgentSocket : null,
    };
}

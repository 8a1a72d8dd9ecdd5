using Ferry.Ssh.KnownHosts;
using Ferry.Tunnels;

namespace Ferry.Ssh.ClientConfig;

/// <summary>Fills in what a route leaves open: from the client configuration, then from OpenSSH's defaults. What the route says goes first.</summary>
internal sealed class HopExpansion(SshSurroundings surroundings)
{
    private const int MostHops = 16;
    private readonly ClientConfigReader _config = new(surroundings);

    /// <summary>The hops in the order in which they are connected to; the first configured hop may become several (ProxyJump).</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> for a line of the client configuration that cannot be followed; it is named.</exception>
    public IReadOnlyList<Hop> Expand(SshRoute route)
    {
        var hops = new List<Hop>();
        var next = route.Hops[0];
        for (var behind = route.Hops.Skip(1); ;)
        {
            var settings = _config.Read(next.Host, next.Username);
            hops.InsertRange(0, [Fill(route, next, settings), .. behind.Select(hop => Fill(route, hop, _config.Read(hop.Host, hop.Username)))]);
            var jumps = Jumps(settings, hops[0]);
            if (jumps.Count == 0)
            {
                return hops;
            }

            if (hops.Count + jumps.Count > MostHops)
            {
                throw settings.Proxy!.Wrong($"leads in a circle, or through more than {MostHops} hosts");
            }

            // Only the nearest host is reached by its own ProxyJump; the others are reached through the one before.
            (next, behind) = (jumps[0], jumps.Skip(1));
        }
    }

    private static IReadOnlyList<SshHop> Jumps(ClientSettings settings, Hop hop)
    {
        if (settings.Proxy is not { } line)
        {
            return [];
        }

        return line.Keyword == "proxyjump" ? JumpList.Parse(line) : throw new FerryException(
            FailureKind.Unsupported, "ssh.proxy-command", $"The SSH server {hop.Name} is reached by a ProxyCommand, which Ferry does not run.",
            $"{line.Place}: ProxyCommand {string.Join(' ', line.Arguments)}",
            "Where the command runs ssh -W or nc on another server, write ProxyJump and that server's name in its place, or name the server in Jump of the Ssh section.");
    }

    private Hop Fill(SshRoute route, SshHop hop, ClientSettings settings)
    {
        var host = settings.HostName is { } line ? ConfigTokens.OfHostName(line, hop.Host) : hop.Host;
        var port = hop.Port ?? settings.Port ?? HostAddress.DefaultPort;
        var username = hop.Username ?? settings.User ?? surroundings.Username;
        var paths = new HopPaths(hop, settings, surroundings, Tokens(hop, host, port, username));
        return new Hop
        {
            Name = hop.Host,
            Host = host,
            Port = port,
            Username = username,
            Home = surroundings.Home,
            Keys = paths.Keys,
            KeysAreNamed = paths.KeysAreNamed,
            IdentitiesOnly = settings.IdentitiesOnly,
            AgentSocket = hop.Agent ? paths.AgentSocket : null,
            KnownHosts = paths.KnownHosts,
            RecordIn = paths.RecordIn,
            HostKeyAlias = settings.HostKeyAlias?.Value,
            HashKnownHosts = settings.HashKnownHosts,
            HostKey = hop.HostKey,
            Passphrase = hop.Passphrase,
            Password = hop.Password,
            TrustCommand = $"ferry trust {(route.Environment is { } environment ? $"--env {environment}" : $"{new HostAddress(hop.Host, port)}")}",
            Notes = settings.Notes,
        };
    }

    private ConfigTokens Tokens(SshHop hop, string host, int port, string username) => new(
        new Dictionary<char, string>
        {
            ['h'] = host,
            ['n'] = hop.Host,
            ['k'] = hop.Host,
            ['p'] = $"{port}",
            ['r'] = username,
            ['u'] = surroundings.Username,
            ['d'] = surroundings.Home,
        },
        surroundings.Home);
}

using System.Net;
using Ferry.Ssh.Connections;
using Ferry.Tunnels;

namespace Ferry.Ssh.Tunnels;

/// <summary>SSH connections one inside the other: the first over the network, each further one through the one before.</summary>
internal sealed class SshChain(SshRoute route) : IDisposable
{
    private readonly List<HopConnection> _connections = [];
    private readonly Stack<IDisposable> _opened = [];
    private readonly Lock _opening = new();

    /// <summary>Raised once, when any of its connections drops.</summary>
    public event Action<FerryException>? Dropped;

    public HopConnection Last => _connections[^1];

    public bool IsConnected => _connections.TrueForAll(connection => connection.IsConnected);

    /// <summary>Connects to the next server on the way.</summary>
    public async Task ExtendAsync(Hop hop, HopLogin login, CancellationToken cancellationToken)
    {
        var through = _connections.Count == 0 ? null : Forward(hop.Host, hop.Port);
        HopConnection connection;
        try
        {
            connection = await HopConnection.ConnectAsync(
                hop, (EndPoint?)through?.Entrance ?? new DnsEndPoint(hop.Host, hop.Port), login, route, cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException) when (through?.Refused == true)
        {
            throw SshFailures.OfForward(Last.Hop, through.Destination);
        }

        connection.Dropped += (dropped, exception) => Dropped?.Invoke(SshFailures.OfDrop(route, dropped.Hop, exception));
        _connections.Add(connection);
        _opened.Push(connection);
    }

    /// <summary>Opens a port on 127.0.0.1 that leads one connection through the last of ours.</summary>
    public Forward Forward(string host, int port)
    {
        lock (_opening)
        {
            var forward = Tunnels.Forward.Open(Last, host, port);
            _opened.Push(forward);
            return forward;
        }
    }

    /// <summary>Opens a port like <see cref="Forward"/>'s, for the caller to dispose of.</summary>
    public Forward Probe(string host, int port)
    {
        lock (_opening)
        {
            return Tunnels.Forward.Open(Last, host, port);
        }
    }

    /// <summary>Cuts the last connection, so that nothing waits on it any longer.</summary>
    public void Abort() => Last.Abort();

    public void Dispose()
    {
        // From the inside out, so that no connection drops under another one.
        while (_opened.TryPop(out var innermost))
        {
            innermost.Dispose();
        }
    }
}

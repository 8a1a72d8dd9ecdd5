using System.Net.Sockets;
using Ferry.Ssh.Connections;
using Ferry.Tunnels;

namespace Ferry.Ssh.Tunnels;

/// <summary>A tunnel over one chain of SSH connections or several alike.</summary>
internal sealed class SshTunnel : ITunnel
{
    private const int NobodyListens = 1;

    private readonly SshRoute _route;
    private readonly IReadOnlyList<SshChain> _chains;
    private readonly List<Forward> _forwards = [];
    private readonly PoolRoom _room = new();
    private readonly CancellationTokenSource _dropped = new();
    private FerryException? _failure;

    public SshTunnel(SshRoute route, IReadOnlyList<SshChain> chains, IReadOnlyList<Finding> notes)
    {
        _route = route;
        _chains = chains;
        Notes = notes;
        foreach (var chain in chains)
        {
            chain.Dropped += Drop;
        }
    }

    public IReadOnlyList<Finding> Notes { get; }

    public CancellationToken Dropped => _dropped.Token;

    public TunnelEntrance Forward(string host, int port)
    {
        ThrowIfDropped();
        List<Forward> forwards = [.. _chains.Select(chain => chain.Forward(host, port))];
        _forwards.AddRange(forwards);
        return new TunnelEntrance([.. forwards.Select(forward => forward.Entrance)]);
    }

    public async ValueTask<FerryException?> DiagnoseAsync(CancellationToken cancellationToken)
    {
        foreach (var chain in _chains)
        {
            if (_failure is null && !await AnswersAsync(chain, cancellationToken).ConfigureAwait(false))
            {
                Drop(SshFailures.OfDrop(_route, chain.Last.Hop, null));
            }
        }

        return _failure
            ?? (_forwards.Find(forward => forward.Refused) is { } refused ? SshFailures.OfForward(_chains[0].Last.Hop, refused.Destination) : null);
    }

    public async ValueTask DisposeAsync()
    {
        // Saying goodbye waits for the servers' answers, on the thread that says it.
        await Task.WhenAll(_chains.Select(chain => Task.Run(chain.Dispose))).ConfigureAwait(false);
        _room.Dispose();
        _dropped.Dispose();
    }

    /// <summary>Asks for a channel to a port where nobody listens: a refusal is a sign of life, and no database server counts it as a broken login.</summary>
    private async Task<bool> AnswersAsync(SshChain chain, CancellationToken cancellationToken)
    {
        if (!chain.IsConnected)
        {
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_route.KeepAlive);
        try
        {
            using var probe = chain.Forward("127.0.0.1", NobodyListens);
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(probe.Entrance, limit.Token).ConfigureAwait(false);
            await socket.ReceiveAsync(new byte[1], limit.Token).ConfigureAwait(false);
            return chain.IsConnected;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception) when (exception is SocketException or FerryException)
        {
            return chain.IsConnected;
        }
    }

    private void Drop(FerryException failure)
    {
        if (Interlocked.CompareExchange(ref _failure, failure, null) is null)
        {
            // Whoever listens runs elsewhere: this is the connection's own thread, and its sockets are closed after it returns.
            _ = _dropped.CancelAsync();
        }
    }

    private void ThrowIfDropped()
    {
        if (_failure is { } failure)
        {
            throw failure;
        }
    }
}

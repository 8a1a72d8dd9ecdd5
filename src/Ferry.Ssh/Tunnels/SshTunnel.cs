using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Ferry.Ssh.Connections;
using Ferry.Tunnels;

namespace Ferry.Ssh.Tunnels;

/// <summary>A tunnel over one chain of SSH connections or several alike.</summary>
internal sealed class SshTunnel : ITunnel
{
    private const int NobodyListens = 1;
    private const int SilentIntervals = 3;

    private readonly SshRoute _route;
    private readonly IReadOnlyList<SshChain> _chains;
    private readonly ConcurrentQueue<Forward> _forwards = [];
    private readonly PoolRoom _room;
    private readonly CancellationTokenSource _dropped = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly List<Task> _watches = [];
    private FerryException? _failure;
    private int _opened;

    public SshTunnel(SshRoute route, IReadOnlyList<SshChain> chains, PoolRoom room, IReadOnlyList<Finding> notes)
    {
        _route = route;
        _chains = chains;
        _room = room;
        Notes = notes;
        foreach (var chain in chains)
        {
            chain.Dropped += Drop;
            _watches.Add(WatchAsync(chain));
        }
    }

    public IReadOnlyList<Finding> Notes { get; }

    public CancellationToken Dropped => _dropped.Token;

    public TunnelEntrance Forward(string host, int port)
    {
        ThrowIfDropped();
        return new TunnelEntrance(() => OpenNext(host, port));
    }

    public async ValueTask<FerryException?> DiagnoseAsync(CancellationToken cancellationToken)
    {
        foreach (var chain in _chains)
        {
            if (_failure is null && !await AnswersAsync(chain, cancellationToken).ConfigureAwait(false))
            {
                Drop(SshFailures.OfSilence(_route, chain.Last.Hop));
            }
        }

        return _failure ?? TellRefusal();
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_watches).ConfigureAwait(false);

        // Saying goodbye waits for the servers' answers, on the thread that says it.
        await Task.WhenAll(_chains.Select(chain => Task.Run(chain.Dispose))).ConfigureAwait(false);
        _room.Dispose();
        _closing.Dispose();
        _dropped.Dispose();
    }

    /// <summary>What was refused is told once: the next try asks the server again.</summary>
    private FerryException? TellRefusal()
    {
        FerryException? failure = null;
        while (_forwards.TryDequeue(out var forward))
        {
            failure ??= forward.Refused ? SshFailures.OfForward(_chains[0].Last.Hop, forward.Destination) : null;
        }

        return failure;
    }

    /// <summary>Opens a way for one connection, over each SSH connection in turn. The library mixes up connections that reach one port at the same time.</summary>
    private IPEndPoint OpenNext(string host, int port)
    {
        ThrowIfDropped();
        var forward = _chains[(int)((uint)Interlocked.Increment(ref _opened) % (uint)_chains.Count)].Forward(host, port);
        _forwards.Enqueue(forward);
        return forward.Entrance;
    }

    /// <summary>
    /// Cuts a chain that has fallen silent, for neither the library nor the kernel does: the library waits for no answer, and a machine in between may
    /// go on acknowledging what it cannot pass on. Only silence is asked about, so that a busy server has nothing to log.
    /// </summary>
    private async Task WatchAsync(SshChain chain)
    {
        var (received, silent) = (0L, 0);
        try
        {
            while (_failure is null)
            {
                await Task.Delay(_route.KeepAlive, _closing.Token).ConfigureAwait(false);
                silent = chain.Last.Received == received && !chain.Last.IsDelivering ? silent + 1 : 0;
                received = chain.Last.Received;
                if (silent >= SilentIntervals)
                {
                    Drop(SshFailures.OfSilence(_route, chain.Last.Hop));
                }
                else if (silent > 0)
                {
                    await AnswersAsync(chain, _closing.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The tunnel is being closed.
        }
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
            using var probe = chain.Probe("127.0.0.1", NobodyListens);
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(probe.Entrance, limit.Token).ConfigureAwait(false);
            await socket.ReceiveAsync(new byte[1], limit.Token).ConfigureAwait(false);
            chain.Last.Channels.Forgive();
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

            // A job has no use for half a tunnel, and may wait for an answer that comes over one of the other chains, or never does.
            _ = Task.WhenAll(_chains.Select(chain => Task.Run(chain.Abort)));
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

using System.Net;
using Ferry.Ssh.Keys;
using Ferry.Tunnels;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Ferry.Ssh.Connections;

/// <summary>A connection to one SSH server that was verified and logged in to.</summary>
internal sealed class HopConnection : IDisposable
{
    // Now and then the library takes a sound exchange of keys for a wrong one. Each new one is verified as strictly as the first.
    private const int MostExchanges = 3;

    // The library also waits this long for a busy server to take more data; a load that waits for a lock must not end for it.
    private static readonly TimeSpan _patience = TimeSpan.FromDays(1);
    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(3);

    private readonly OutgoingRelay _relay;
    private readonly SshClient _client;
    private int _dropped;

    private HopConnection(Hop hop, OutgoingRelay relay, SshClient client, ChannelWatch channels)
    {
        Hop = hop;
        Channels = channels;
        _relay = relay;
        _client = client;
        client.ErrorOccurred += OnError;
    }

    public Hop Hop { get; }

    public ChannelWatch Channels { get; }

    public bool IsConnected => _client.IsConnected;

    /// <summary>Bytes that have come from the server.</summary>
    public long Received => _relay.Received;

    /// <summary>Whether what has come waits for this side to take it.</summary>
    public bool IsDelivering => _relay.IsDelivering;

    /// <summary>Cuts the connection, so that nothing waits on it any longer.</summary>
    public void Abort() => _relay.Dispose();

    /// <summary>Raised once, when the connection drops by itself.</summary>
    public event Action<HopConnection, Exception?>? Dropped;

    /// <summary>Connects, verifies the host, logs in.</summary>
    /// <param name="hop">The server.</param>
    /// <param name="address">Where it is reached: its own address, or a loopback address that the hop before leads there.</param>
    /// <param name="login">What to verify and log in with.</param>
    /// <param name="limits">How long it may take and how life is watched.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="FerryException">It cannot be reached, is not who it should be, or refuses the login.</exception>
    /// <exception cref="UnusableKeyException">It takes a key that has to be opened first.</exception>
    public static async Task<HopConnection> ConnectAsync(
        Hop hop, EndPoint address, HopLogin login, SshRoute limits, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(limits.ConnectTimeout);
        for (var attempt = 1; ; attempt++)
        {
            login.Begin();
            OutgoingRelay? relay = null;
            try
            {
                relay = await OutgoingRelay.ConnectAsync(address, limits.KeepAlive, limit.Token).ConfigureAwait(false);
                return await LogInAsync(hop, relay, login, limits, limit.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                relay?.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                if (exception is UnusableKeyException)
                {
                    throw;
                }

                if (attempt == MostExchanges || limit.IsCancellationRequested || !login.FailedBeforeJudging(exception))
                {
                    throw login.Explain(hop, exception, limit.IsCancellationRequested ? limits.ConnectTimeout : null);
                }
            }
        }
    }

    /// <summary>Opens a forward of this connection.</summary>
    public void Add(ForwardedPort forward)
    {
        _client.AddForwardedPort(forward);
        forward.Start();
    }

    /// <summary>Closes a forward; what still goes through it is given a moment.</summary>
    public void Remove(ForwardedPort forward)
    {
        _client.ConnectionInfo.Timeout = _farewell;
        _client.RemoveForwardedPort(forward);
        _client.ConnectionInfo.Timeout = _patience;
    }

    public void Dispose()
    {
        Interlocked.Exchange(ref _dropped, 1);
        _client.ConnectionInfo.Timeout = _farewell;
        _client.Dispose();
        _relay.Dispose();
    }

    private static async Task<HopConnection> LogInAsync(
        Hop hop, OutgoingRelay relay, HopLogin login, SshRoute limits, CancellationToken cancellationToken)
    {
        var channels = new ChannelWatch();
        var settings = new ConnectionInfo($"{relay.Entrance.Address}", relay.Entrance.Port, hop.Username, [.. login.Credentials.CreateMethods()])
        {
            Timeout = limits.ConnectTimeout,
            LoggerFactory = channels,
        };
        Algorithms.Choose(settings);
        login.Judge.Prepare(settings);
        var client = new SshClient(settings) { KeepAliveInterval = limits.KeepAlive };
        client.HostKeyReceived += (_, shown) => shown.CanTrust = login.Accepts(shown);
        try
        {
            // The library waits on its thread, also where it says async; and what it waits for ends when the relay does.
            await using (cancellationToken.Register(relay.Dispose).ConfigureAwait(false))
            {
                await Task.Factory.StartNew(client.Connect, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            settings.Timeout = _patience;
            return new HopConnection(hop, relay, client, channels);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private void OnError(object? sender, ExceptionEventArgs error)
    {
        if (Interlocked.Exchange(ref _dropped, 1) == 0)
        {
            // The forwards stop next, and they wait as long as this for their channels.
            _client.ConnectionInfo.Timeout = _farewell;
            Dropped?.Invoke(this, _relay.Fault ?? error.Exception);
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Ferry.TestServers;

/// <summary>
/// A proxy on loopback that behaves like a bad line: everything arrives late, and some of it later still, as when a packet was lost and sent again.
/// What stands behind it waits, as the protocol wants.
/// </summary>
/// <remarks>A stand-in for <c>tc netem</c>, which needs a kernel module and root.</remarks>
public sealed class SlowProxy : IAsyncDisposable
{
    private const int PacketBytes = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _serverPort;
    private readonly TimeSpan _roundTrip;
    private readonly double _loss;
    private readonly Task _accepting;
    private readonly Random _dice = new(4711);
    private volatile bool _silent;

    /// <summary>Starts a proxy.</summary>
    /// <param name="serverPort">The port on 127.0.0.1 that it passes connections on to.</param>
    /// <param name="roundTrip">Time for a byte to get there and another back.</param>
    /// <param name="loss">The share of packets that take another round trip.</param>
    public SlowProxy(int serverPort, TimeSpan roundTrip, double loss)
    {
        (_serverPort, _roundTrip, _loss) = (serverPort, roundTrip, loss);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port to connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>From now on nothing arrives any more, in either direction, and no connection ends.</summary>
    public void FallSilent() => _silent = true;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true })
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
                await Task.WhenAny(PassAsync(client, server), PassAsync(server, client));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // One side is gone, or the test is over; both are closed.
            }
        }
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var line = Channel.CreateBounded<(byte[] Packet, DateTime Due)>(4096);
        var arriving = DeliverAsync(line.Reader, to);
        try
        {
            var buffer = new byte[PacketBytes];
            for (int count; (count = await from.ReceiveAsync(buffer, _stop.Token)) > 0;)
            {
                var trips = IsLost() ? 1.5 : 0.5;
                await line.Writer.WriteAsync((buffer.AsSpan(0, count).ToArray(), DateTime.UtcNow + (_roundTrip * trips)), _stop.Token);
            }
        }
        finally
        {
            line.Writer.Complete();
            await arriving;
        }
    }

    private async Task DeliverAsync(ChannelReader<(byte[] Packet, DateTime Due)> line, Socket to)
    {
        await foreach (var (packet, due) in line.ReadAllAsync(_stop.Token))
        {
            if (due - DateTime.UtcNow is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, _stop.Token);
            }

            if (_silent)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }

            await to.SendAsync(packet, _stop.Token);
        }
    }

    private bool IsLost()
    {
        lock (_dice)
        {
            return _dice.NextDouble() < _loss;
        }
    }
}

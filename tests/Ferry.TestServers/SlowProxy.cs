using System.Net.Sockets;
using System.Threading.Channels;

namespace Ferry.TestServers;

/// <summary>
/// A proxy on loopback that behaves like a bad line: everything arrives late, and some of it later still, as when a packet was lost and sent again.
/// What stands behind it waits, as the protocol wants.
/// </summary>
/// <remarks>A stand-in for <c>tc netem</c>, which needs a kernel module and root.</remarks>
public sealed class SlowProxy : LoopbackProxy
{
    private const int PacketBytes = 16 * 1024;

    private readonly TimeSpan _roundTrip;
    private readonly double _loss;
    private readonly Random _dice = new(4711);
    private volatile bool _silent;

    /// <summary>Starts a proxy.</summary>
    /// <param name="serverPort">The port on 127.0.0.1 that it passes connections on to.</param>
    /// <param name="roundTrip">Time for a byte to get there and another back.</param>
    /// <param name="loss">The share of packets that take another round trip.</param>
    public SlowProxy(int serverPort, TimeSpan roundTrip, double loss)
        : base(serverPort) => (_roundTrip, _loss) = (roundTrip, loss);

    /// <summary>From now on nothing arrives any more, in either direction, and no connection ends.</summary>
    public void FallSilent() => _silent = true;

    /// <inheritdoc />
    protected override async Task PassAsync(Socket from, Socket to, bool fromServer)
    {
        var line = Channel.CreateBounded<(byte[] Packet, DateTime Due)>(4096);
        var arriving = DeliverAsync(line.Reader, to);
        try
        {
            var buffer = new byte[PacketBytes];
            for (int count; (count = await from.ReceiveAsync(buffer, Stopping)) > 0;)
            {
                var trips = IsLost() ? 1.5 : 0.5;
                await line.Writer.WriteAsync((buffer.AsSpan(0, count).ToArray(), DateTime.UtcNow + (_roundTrip * trips)), Stopping);
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
        await foreach (var (packet, due) in line.ReadAllAsync(Stopping))
        {
            if (due - DateTime.UtcNow is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, Stopping);
            }

            if (_silent)
            {
                await Task.Delay(Timeout.Infinite, Stopping);
            }

            await to.SendAsync(packet, Stopping);
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

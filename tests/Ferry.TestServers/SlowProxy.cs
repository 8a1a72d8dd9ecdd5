using System.Net.Sockets;
using System.Threading.Channels;

namespace Ferry.TestServers;

/// <summary>
/// A proxy on loopback that behaves like a bad line: everything arrives late, and some of it later still, as when a packet was lost and sent again, and no faster than the line is.
/// What stands behind it waits, as the protocol wants.
/// </summary>
/// <remarks>A stand-in for <c>tc netem</c>, which needs a kernel module and root.</remarks>
public sealed class SlowProxy : LoopbackProxy
{
    private const int PacketBytes = 16 * 1024;
    private const int MostPackets = 4096;

    private readonly TimeSpan _roundTrip;
    private readonly double _loss;
    private readonly double _bytesPerSecond;
    private readonly Random _dice = new(4711);
    private readonly DateTime[] _free = new DateTime[2];
    private volatile bool _silent;

    /// <summary>Starts a proxy.</summary>
    /// <param name="serverPort">The port on 127.0.0.1 that it passes connections on to.</param>
    /// <param name="roundTrip">Time for a byte to get there and another back.</param>
    /// <param name="loss">The share of packets that take another round trip.</param>
    /// <param name="bytesPerSecond">What passes in each direction, over all connections.</param>
    public SlowProxy(int serverPort, TimeSpan roundTrip, double loss, double bytesPerSecond = double.PositiveInfinity)
        : base(serverPort) => (_roundTrip, _loss, _bytesPerSecond) = (roundTrip, loss, bytesPerSecond);

    /// <summary>From now on nothing arrives any more, in either direction, and no connection ends.</summary>
    public void FallSilent() => _silent = true;

    /// <inheritdoc />
    protected override async Task PassAsync(Socket from, Socket to, bool fromServer)
    {
        var line = Channel.CreateBounded<(byte[] Packet, DateTime Due)>(MostPackets);
        var arriving = DeliverAsync(line.Reader, to);
        try
        {
            var buffer = new byte[PacketBytes];
            for (int count; (count = await from.ReceiveAsync(buffer, Stopping)) > 0;)
            {
                var trips = IsLost() ? 1.5 : 0.5;
                await line.Writer.WriteAsync((buffer.AsSpan(0, count).ToArray(), Sent(count, fromServer) + (_roundTrip * trips)), Stopping);
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

    /// <summary>When the last of some bytes has left, after all that were sent that way before.</summary>
    private DateTime Sent(int count, bool fromServer)
    {
        lock (_dice)
        {
            ref var free = ref _free[fromServer ? 0 : 1];
            var now = DateTime.UtcNow;
            return free = (free > now ? free : now) + TimeSpan.FromSeconds(count / _bytesPerSecond);
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

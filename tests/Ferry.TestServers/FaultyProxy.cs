using System.Net.Sockets;

namespace Ferry.TestServers;

/// <summary>A proxy on loopback that cuts or silences connections after some bytes from the server.</summary>
public sealed class FaultyProxy : LoopbackProxy
{
    private readonly long _bytes;
    private long _left;

    /// <summary>Starts a proxy.</summary>
    /// <param name="serverPort">The port on 127.0.0.1 that it passes connections on to.</param>
    /// <param name="bytes">Bytes from the server, over all connections, after which the fault strikes.</param>
    /// <param name="silent">Whether connections then fall silent instead of being cut.</param>
    public FaultyProxy(int serverPort, long bytes, bool silent)
        : base(serverPort)
    {
        _bytes = bytes;
        _left = bytes;
        IsSilent = silent;
    }

    /// <summary>Whether the fault is silence, not a cut.</summary>
    public bool IsSilent { get; }

    /// <summary>Bytes that have come from the server.</summary>
    public long Received => _bytes - Interlocked.Read(ref _left);

    /// <summary>Whether the fault has struck.</summary>
    public bool Struck => Interlocked.Read(ref _left) <= 0;

    /// <inheritdoc />
    protected override async Task PassAsync(Socket from, Socket to, bool fromServer)
    {
        var buffer = new byte[4096];
        for (int count; (count = await from.ReceiveAsync(buffer, Stopping)) > 0;)
        {
            var left = fromServer ? Interlocked.Add(ref _left, -count) : 1;
            if (left > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, count), Stopping);
                continue;
            }

            await to.SendAsync(buffer.AsMemory(0, (int)Math.Max(0, count + left)), Stopping);
            if (IsSilent)
            {
                await Task.Delay(Timeout.Infinite, Stopping);
            }

            return;
        }
    }
}

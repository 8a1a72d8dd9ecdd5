using System.Net;

namespace Ferry.Tunnels;

/// <summary>The loopback end of a tunnel. Where it has several SSH connections, each database connection takes the next one.</summary>
/// <param name="ends">Loopback addresses that all lead to the same server; at least one.</param>
public sealed class TunnelEntrance(IReadOnlyList<IPEndPoint> ends)
{
    private int _taken = -1;

    /// <summary>Where to open the next connection.</summary>
    /// <returns>A loopback address.</returns>
    public IPEndPoint Next() => ends[(int)((uint)Interlocked.Increment(ref _taken) % (uint)ends.Count)];

    /// <summary>The addresses, for messages.</summary>
    /// <returns>Such as <c>127.0.0.1:45123</c>.</returns>
    public override string ToString() => string.Join(", ", ends);
}

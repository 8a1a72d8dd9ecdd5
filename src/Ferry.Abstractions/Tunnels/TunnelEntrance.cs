using System.Net;

namespace Ferry.Tunnels;

/// <summary>The near end of a tunnel.</summary>
/// <param name="open">Opens a way for one connection.</param>
public sealed class TunnelEntrance(Func<IPEndPoint> open)
{
    /// <summary>Opens a way for the next connection.</summary>
    /// <returns>A loopback address that takes one connection, of this process.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unreachable"/> when the tunnel has dropped, or no port can be had.</exception>
    public IPEndPoint Next() => open();
}

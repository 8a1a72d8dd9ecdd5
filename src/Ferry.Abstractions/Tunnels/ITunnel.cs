using System.Net;

namespace Ferry.Tunnels;

/// <summary>A way that is open. It is never opened again behind the caller's back: what was read through it belongs to one moment.</summary>
public interface ITunnel : IAsyncDisposable
{
    /// <summary>What deserves a word: keys that were skipped, a host that was trusted just now.</summary>
    IReadOnlyList<Finding> Notes { get; }

    /// <summary>Cancelled when the tunnel drops. Disposing does not cancel it.</summary>
    CancellationToken Dropped { get; }

    /// <summary>Makes an entrance on this machine that leads to a server behind the last hop, having seen that somebody listens there.</summary>
    /// <param name="host">Name or address as the last hop knows it.</param>
    /// <param name="port">TCP port.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A loopback address, open until the tunnel is disposed.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unreachable"/> when the last hop does not or may not connect there.</exception>
    ValueTask<IPEndPoint> ForwardAsync(string host, int port, CancellationToken cancellationToken);

    /// <summary>Asks every hop for a sign of life, to tell a dropped tunnel from a database that hung up.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Why the tunnel is gone; null when it holds.</returns>
    ValueTask<FerryException?> DiagnoseAsync(CancellationToken cancellationToken);
}

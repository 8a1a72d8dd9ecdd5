namespace Ferry.Tunnels;

/// <summary>A way that is open. It is never opened again behind the caller's back: what was read through it belongs to one moment.</summary>
public interface ITunnel : IAsyncDisposable
{
    /// <summary>What deserves a word: keys that were skipped, a host that was trusted just now.</summary>
    IReadOnlyList<Finding> Notes { get; }

    /// <summary>Cancelled when the tunnel drops. Disposing does not cancel it.</summary>
    CancellationToken Dropped { get; }

    /// <summary>Makes an entrance on this machine that leads to a server behind the last hop. Whether that server answers shows when a connection is opened.</summary>
    /// <param name="host">Name or address as the last hop knows it.</param>
    /// <param name="port">TCP port.</param>
    /// <returns>Loopback addresses, open until the tunnel is disposed.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unreachable"/> when no loopback port can be had, or the tunnel has dropped.</exception>
    TunnelEntrance Forward(string host, int port);

    /// <summary>Finds out whether a failure behind the tunnel is the tunnel's own: asks the servers for a sign of life, and looks whether the last one could connect.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is wrong with the tunnel; null when it holds and connects.</returns>
    ValueTask<FerryException?> DiagnoseAsync(CancellationToken cancellationToken);
}

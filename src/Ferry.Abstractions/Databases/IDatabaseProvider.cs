using Ferry.Loading;

namespace Ferry.Databases;

/// <summary>One engine family. Opens sessions; knows nothing of backups, plans or progress.</summary>
public interface IDatabaseProvider
{
    /// <summary>The family's name in configuration and manifests: <c>mysql</c>, <c>sqlite</c>, <c>postgres</c>.</summary>
    string Engine { get; }

    /// <summary>URL schemes that name this engine; the first is the usual one.</summary>
    IReadOnlyList<string> Schemes { get; }

    /// <summary>What the engine can do.</summary>
    DatabaseCapabilities Capabilities { get; }

    /// <summary>Turns a catalog into restore statements without a server; null for engines that are restored from an image.</summary>
    IRestoreScripter? Scripter { get; }

    /// <summary>Connects and logs in.</summary>
    /// <param name="target">Where, and as whom. A database that does not exist yet may be opened for writing.</param>
    /// <param name="access">What the session may do.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>An open session; the caller disposes it.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unreachable"/> when the server cannot be reached or refuses the login;
    /// <see cref="FailureKind.NotFound"/> when a database opened for reading does not exist.</exception>
    ValueTask<IDatabaseSession> OpenAsync(DatabaseTarget target, SessionAccess access, CancellationToken cancellationToken);
}

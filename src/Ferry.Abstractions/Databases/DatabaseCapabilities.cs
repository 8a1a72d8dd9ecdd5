using Ferry.Reading;

namespace Ferry.Databases;

/// <summary>What an engine can do; a role that a capability denies is null on the session.</summary>
/// <param name="Form">How the engine's databases lie in an archive.</param>
/// <param name="ParallelReaders">Whether several readers can share one snapshot.</param>
/// <param name="HasServer">Whether a server (and so a login and a network) is involved.</param>
/// <param name="DefaultPort">The TCP port of a server that names none; null for engines without a server.</param>
public sealed record DatabaseCapabilities(BackupForm Form, bool ParallelReaders, bool HasServer, int? DefaultPort = null)
{
    /// <summary>How its readers write a field.</summary>
    /// <value><see cref="RowFormat.Plain"/>.</value>
    public RowFormat Rows { get; init; }
}

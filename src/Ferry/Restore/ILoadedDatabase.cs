using Ferry.Databases;
using Ferry.Loading;
using Ferry.Verification;

namespace Ferry.Restore;

/// <summary>A database that was loaded beside its target and compared with the manifest. Disposing it removes what was loaded, unless it took the target's place.</summary>
internal interface ILoadedDatabase : IAsyncDisposable
{
    /// <summary>Its place.</summary>
    DatabaseTarget Target { get; }

    /// <summary>Expected and found, a table; all equal.</summary>
    IReadOnlyList<TableComparison> Comparison { get; }

    /// <summary>Puts it into its place.</summary>
    Task<IReplacement> ReplaceAsync(CancellationToken cancellationToken);
}

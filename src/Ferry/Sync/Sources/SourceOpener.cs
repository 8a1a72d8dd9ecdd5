using Ferry.Archives;
using Ferry.Databases;
using Ferry.Progress;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Sync.Sources;

/// <summary>Opens the databases of a source, live or in a backup.</summary>
internal sealed class SourceOpener(ProviderRegistry providers, SyncRequest request, ArchiveReader? archive) : IAsyncDisposable
{
    public static async Task<SourceOpener> OpenAsync(ProviderRegistry providers, SyncRequest request, CancellationToken cancellationToken) => new(
        providers, request, request.Source.Archive is null ? null : await ArchiveReader.OpenAsync(request.Source.Archive, cancellationToken).ConfigureAwait(false));

    public bool Has(string key) => archive is null
        ? request.Source.Databases.ContainsKey(key)
        : archive.Manifest.Databases.Any(database => string.Equals(database.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The live database; null when rows come from a backup.</summary>
    public DatabaseTarget? Live(string key) => archive is null ? request.Source.Databases[key] : null;

    public string Display(string key) => archive is null ? request.Source.Databases[key].Display : archive.Reference.Name;

    public async Task<SourceRows> OpenAsync(string key, DatabaseTarget target, ProgressGate progress, CancellationToken cancellationToken)
    {
        progress.Report(new PhaseStarted("snapshot", key));
        var options = new SnapshotOptions(TableSelection.All, request.Workers, request.LockTimeout);
        if (archive is null)
        {
            var source = request.Source.Databases[key];
            DemandSameFamily(source.Engine, target);
            return await LiveRows.OpenAsync(providers.For(source.Engine), source, options, cancellationToken).ConfigureAwait(false);
        }

        var database = archive.Manifest.Databases.First(database => string.Equals(database.Key, key, StringComparison.OrdinalIgnoreCase));
        DemandSameFamily(database.Engine, target);
        return database.Form == BackupForm.Image
            ? await ImageRows.OpenAsync(providers.For(database.Engine), archive, database, options, cancellationToken).ConfigureAwait(false)
            : new ArchiveRows(archive, database, await archive.ReadCatalogAsync(database, cancellationToken).ConfigureAwait(false), request.Workers);
    }

    public ValueTask DisposeAsync() => archive?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static void DemandSameFamily(string engine, DatabaseTarget target)
    {
        if (!string.Equals(engine, target.Engine, StringComparison.OrdinalIgnoreCase))
        {
            throw new FerryException(
                FailureKind.Unsupported, "sync.engines-differ", $"Rows of {engine} cannot be merged into {target.Display}.", "Both sides must be of the same engine family.",
                "Sync between databases of one family: SQLite, or MySQL and MariaDB.");
        }
    }
}

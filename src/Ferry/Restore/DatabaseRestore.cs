using Ferry.Archives;
using Ferry.Databases;
using Ferry.Loading;
using Ferry.Pipeline;
using Ferry.Progress;
using Ferry.Verification;

namespace Ferry.Restore;

/// <summary>Chooses how a database of an archive is restored or drilled, by its form.</summary>
internal sealed class DatabaseRestore(ProviderRegistry providers, ArchiveReader archive, ProgressGate progress, StallGuard stall, int workers, long smallTableBytes)
{
    /// <summary>Loads beside the target and compares; the target stays as it is.</summary>
    public async Task<ILoadedDatabase> LoadAsync(
        ManifestDatabase database, DatabaseTarget target, RestoreMode mode, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        var provider = providers.For(database.Engine);
        return database.Form == BackupForm.Logical
            ? await new LogicalRestore(provider, archive, database, progress, stall, workers, smallTableBytes).LoadAsync(target, tables, cancellationToken).ConfigureAwait(false)
            : await new ImageRestore(provider, archive, database, progress, stall, workers).LoadAsync(target, mode, tables, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends what a killed restore has left of a target, before anything looks at it.</summary>
    /// <returns>What that restore had done to it.</returns>
    public Task<InterruptedSwap> RecoverAsync(ManifestDatabase database, DatabaseTarget target, CancellationToken cancellationToken) =>
        database.Form == BackupForm.Logical
            ? LogicalRestore.RecoverAsync(providers.For(database.Engine), target, cancellationToken)
            : Task.FromResult(LoadedImage.Recover(target));

    public Task<IReadOnlyList<TableComparison>> DrillAsync(ManifestDatabase database, DatabaseTarget? target, CancellationToken cancellationToken)
    {
        var provider = providers.For(database.Engine);
        if (database.Form == BackupForm.Image)
        {
            return new ImageRestore(provider, archive, database, progress, stall, workers).DrillAsync(cancellationToken);
        }

        return target is not null
            ? new LogicalRestore(provider, archive, database, progress, stall, workers, smallTableBytes).DrillAsync(target, cancellationToken)
            : throw new FerryException(
                FailureKind.Usage, "drill.no-server", $"Database '{database.Key}' needs a {database.Engine} server to drill on.",
                "No target with that key is configured.", "Name an environment that has one with --into.");
    }
}

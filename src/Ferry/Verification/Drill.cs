using Ferry.Archives;
using Ferry.Guards;
using Ferry.Pipeline;
using Ferry.Progress;
using Ferry.Restore;

namespace Ferry.Verification;

/// <summary>Proves a backup by restoring it into scratch databases, comparing every row with the manifest, and recording the proof beside it.</summary>
/// <param name="providers">The engines.</param>
/// <param name="time">The clock.</param>
public sealed class Drill(ProviderRegistry providers, TimeProvider time)
{
    private static readonly TimeSpan StallTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Runs one drill.</summary>
    /// <param name="request">Which archive, and where to.</param>
    /// <param name="progress">Told of phases, tables and rows; may be null.</param>
    /// <param name="cancellationToken">Ends the run; scratch databases are dropped.</param>
    /// <returns>The proof, already recorded.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Mismatch"/> naming the tables that differ; integrity and server failures by their kinds.</exception>
    public async Task<DrillResult> RunAsync(DrillRequest request, IProgress<ProgressEvent>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var gate = new ProgressGate(progress, time);
        using var stall = new StallGuard(StallTimeout, time, cancellationToken);
        try
        {
            var archive = await ArchiveReader.OpenAsync(request.Archive, stall.Token).ConfigureAwait(false);
            await using var closing = archive.ConfigureAwait(false);
            await new ArchiveVerification(archive, gate, stall).HashAsync(stall.Token).ConfigureAwait(false);
            var comparisons = await RestoreAllAsync(request, archive, gate, stall).ConfigureAwait(false);
            var proof = await ProofAsync(request, archive, comparisons, time.GetElapsedTime(started), stall.Token).ConfigureAwait(false);
            await ProofFile.WriteAsync(request.Archive, proof, stall.Token).ConfigureAwait(false);
            return new DrillResult(proof, comparisons, gate.Warnings);
        }
        catch (OperationCanceledException exception) when (stall.IsStalled && !cancellationToken.IsCancellationRequested)
        {
            throw stall.Fault(exception);
        }
    }

    private async Task<List<TableComparison>> RestoreAllAsync(DrillRequest request, ArchiveReader archive, ProgressGate gate, StallGuard stall)
    {
        var restore = new DatabaseRestore(providers, archive, gate, stall, request.Workers, RestoreRequest.UsualSmallTableBytes);
        var comparisons = new List<TableComparison>();
        foreach (var database in archive.Manifest.Databases)
        {
            var target = request.Targets.GetValueOrDefault(database.Key);
            if (target is not null)
            {
                TlsNotice.Raise(gate, target);
            }

            comparisons.AddRange(await restore.DrillAsync(database, target, stall.Token).ConfigureAwait(false));
        }

        return comparisons;
    }

    private async Task<Proof> ProofAsync(
        DrillRequest request, ArchiveReader archive, List<TableComparison> comparisons, TimeSpan duration, CancellationToken cancellationToken)
    {
        var servers = new Dictionary<string, string>();
        foreach (var database in archive.Manifest.Databases)
        {
            servers[database.Key] = await ServerAsync(request, database, cancellationToken).ConfigureAwait(false);
        }

        return new Proof(
            request.Archive.Name[(request.Archive.Name.LastIndexOf('/') + 1)..], archive.ManifestSha256, time.GetUtcNow(),
            servers, comparisons.Count, comparisons.Sum(comparison => comparison.Rows), duration.TotalSeconds);
    }

    private async Task<string> ServerAsync(DrillRequest request, ManifestDatabase database, CancellationToken cancellationToken)
    {
        if (database.Form == Databases.BackupForm.Image || !request.Targets.TryGetValue(database.Key, out var target))
        {
            return $"{database.Server.Product} {database.Server.Version}";
        }

        var session = await providers.For(database.Engine).OpenAsync(target, Databases.SessionAccess.Write, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        return $"{session.Server.Product} {session.Server.Version}";
    }
}

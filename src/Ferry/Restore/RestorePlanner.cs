using Ferry.Archives;
using Ferry.Databases;
using Ferry.Guards;
using Ferry.Schema;

namespace Ferry.Restore;

/// <summary>Looks at archive and targets, changes nothing, and says what a restore would do.</summary>
internal sealed class RestorePlanner(ProviderRegistry providers)
{
    public async Task<RestorePlan> PlanAsync(RestoreRequest request, ArchiveReader archive, CancellationToken cancellationToken)
    {
        RestoreGuards.Demand(request, archive.Manifest);
        var findings = new List<Finding>();
        var plans = new List<DatabaseRestorePlan>();
        foreach (var database in RestoreGuards.Select(request, archive.Manifest))
        {
            var target = RestoreGuards.TargetOf(request, database);
            plans.Add(await PlanAsync(request, archive, database, target, findings, cancellationToken).ConfigureAwait(false));
        }

        return new RestorePlan(request, archive.Manifest, plans, findings);
    }

    private async Task<DatabaseRestorePlan> PlanAsync(
        RestoreRequest request, ArchiveReader archive, ManifestDatabase database, DatabaseTarget target, List<Finding> findings, CancellationToken cancellationToken)
    {
        var picked = await PickAsync(request, archive, database, findings, cancellationToken).ConfigureAwait(false);
        if (TlsNotice.Of(target) is { } notice)
        {
            findings.Add(notice);
        }

        var (existing, damaged) = database.Form == BackupForm.Image
            ? await InspectFileAsync(request, database, target, findings, cancellationToken).ConfigureAwait(false)
            : (await InspectServerAsync(request, archive, database, target, picked, findings, cancellationToken).ConfigureAwait(false), false);
        var empty = existing is null || (existing.Tables.Count == 0 && existing.Objects.Count == 0);
        var mode = damaged ? RestoreMode.Aside : empty ? RestoreMode.Create : RestoreMode.Swap;
        if (mode == RestoreMode.Swap && request.SafetyDestination is null)
        {
            findings.Add(new Finding(
                FindingSeverity.Failure, "restore.no-safety-destination", $"{target.Display} has data in it, and there is no place for a safety backup.",
                "Configure a destination, or restore into an empty database."));
        }

        var tables = TableActions.Plan(database, existing, picked);
        var loaded = tables.Where(table => table.Action is TableRestoreAction.Create or TableRestoreAction.Replace).ToList();
        var bytes = database.Tables.ToDictionary(table => table.Name, table => table.Bytes, StringComparer.Ordinal);
        return new DatabaseRestorePlan(
            database.Key, target, mode, tables, loaded.Sum(table => table.Rows), loaded.Sum(table => bytes[table.Name]), picked);
    }

    private static async Task<IReadOnlyList<string>?> PickAsync(
        RestoreRequest request, ArchiveReader archive, ManifestDatabase database, List<Finding> findings, CancellationToken cancellationToken)
    {
        var named = request.Tables.Count == 0 ? null : request.Tables;
        if (!request.Salvage)
        {
            return named;
        }

        var wanted = database.Tables.Where(table => named?.Contains(table.Name) ?? true).ToList();
        var damaged = await Salvage.FindAsync(archive, database, wanted, cancellationToken).ConfigureAwait(false);
        findings.AddRange(damaged.Select(table => table.Finding));
        return damaged.Count == 0 ? named : [.. wanted.Select(table => table.Name).Except(damaged.Select(table => table.Name), StringComparer.Ordinal)];
    }

    private async Task<Catalog?> InspectServerAsync(
        RestoreRequest request, ArchiveReader archive, ManifestDatabase database, DatabaseTarget target, IReadOnlyList<string>? picked, List<Finding> findings, CancellationToken cancellationToken)
    {
        var session = await providers.For(database.Engine).OpenAsync(target, SessionAccess.Write, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        ProtectedTarget.Demand(request.ProtectedDatabases, session.Server, target.Display, request.Confirmation);
        var catalog = await archive.ReadCatalogAsync(database, cancellationToken).ConfigureAwait(false);
        findings.AddRange(await session.Target!.CheckAsync(catalog, database.Server, cancellationToken).ConfigureAwait(false));
        var present = await session.Schema.ReadAsync(TableSelection.All, cancellationToken).ConfigureAwait(false);
        findings.AddRange(present is null ? [] : session.Target.CheckReplaced(present, picked));
        return present;
    }

    private async Task<(Catalog? Catalog, bool Damaged)> InspectFileAsync(
        RestoreRequest request, ManifestDatabase database, DatabaseTarget target, List<Finding> findings, CancellationToken cancellationToken)
    {
        DiskSpace.Check(target.Path!, database.Image!.Bytes, findings);
        if (!File.Exists(target.Path))
        {
            return (null, false);
        }

        try
        {
            var session = await providers.For(database.Engine).OpenAsync(target, SessionAccess.Read, cancellationToken).ConfigureAwait(false);
            await using var closing = session.ConfigureAwait(false);
            ProtectedTarget.Demand(request.ProtectedDatabases, session.Server, target.Display, request.Confirmation);
            return (await session.Schema.ReadAsync(TableSelection.All, cancellationToken).ConfigureAwait(false), false);
        }
        catch (FerryException exception) when (exception.Kind == FailureKind.Source)
        {
            findings.Add(new Finding(
                FindingSeverity.Warning, "restore.target-damaged", $"{target.Display} cannot be read as it is: {exception.Message} {exception.Reason}".Trim(),
                "It is kept beside the restored database under a name ending in .damaged."));
            return (null, true);
        }
    }
}

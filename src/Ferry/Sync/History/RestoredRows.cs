using Ferry.Databases;
using Ferry.Merging;
using Ferry.Sync.Staging;

namespace Ferry.Sync.History;

/// <summary>Tells the next sync that a restore has replaced a target's rows by those of another environment.</summary>
internal static class RestoredRows
{
    /// <summary>Notes up to which ids the rows came with the restore, and forgets what earlier syncs knew of the rows that were replaced, wherever they came from. Engines that keep their state
    /// in the database itself get it back with the restore; nothing is noted there, so that a restored file is what was backed up.</summary>
    /// <param name="provider">The target's engine.</param>
    /// <param name="target">The database that was restored.</param>
    /// <param name="source">The environment that the rows came from.</param>
    /// <param name="tables">The tables that were restored; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What should be said: the staging areas of other environments in which something was known, and those that keep what is wrong now.</returns>
    public static async Task<IReadOnlyList<Finding>> NoteAsync(
        IDatabaseProvider provider, DatabaseTarget target, string source, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        if (await AreasAsync(provider, target, source, cancellationToken).ConfigureAwait(false) is not var (own, areas))
        {
            return [];
        }

        var noted = await EachAsync(
            provider, target, [own], async opened =>
            {
                await NoteAsync(opened, tables, cancellationToken).ConfigureAwait(false);
                return [];
            },
            (_, why) => new(
                FindingSeverity.Warning, "restore.origin-not-noted", $"The restore is done, but a later sync will not know that the rows came from {source}: {why}", "Run the restore again before the next sync from there."),
            cancellationToken).ConfigureAwait(false);
        var forgotten = await EachAsync(
            provider, target, areas.Where(area => area != own), opened => ForgetAsync(opened, source, tables, cancellationToken),
            (area, why) => new(
                FindingSeverity.Warning, "restore.syncs-not-forgotten",
                $"The restore is done, but what the syncs noted in {area} knew is not forgotten, so that the next one from there would take rows of {source} for those that it knew: {why}", FirstAgain(area)),
            cancellationToken).ConfigureAwait(false);
        return [.. noted, .. forgotten];
    }

    private static async Task NoteAsync(SyncTarget opened, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        var restored = await RestoredAsync(opened, tables, cancellationToken).ConfigureAwait(false);
        await ForgetAsync(opened, restored, cancellationToken).ConfigureAwait(false);
        if (tables is null)
        {
            await opened.Moment.ForgetAsync(cancellationToken).ConfigureAwait(false);
        }

        var highest = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var shape in restored)
        {
            highest[shape.Name] = await HighestAsync(opened, shape, cancellationToken).ConfigureAwait(false);
        }

        await opened.Lineage.RecordAsync(highest, cancellationToken).ConfigureAwait(false);
    }

    // The ids that maps and lineage of a third environment name are those of strangers now.
    private static async Task<IReadOnlyList<Finding>> ForgetAsync(SyncTarget opened, string source, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        var restored = await RestoredAsync(opened, tables, cancellationToken).ConfigureAwait(false);
        var known = restored.Count(shape => opened.Staging.Has(TableSql.MapNameOf(shape.Name)));
        await ForgetAsync(opened, restored, cancellationToken).ConfigureAwait(false);
        if (tables is null)
        {
            await opened.Moment.ForgetAsync(cancellationToken).ConfigureAwait(false);
        }

        await opened.Lineage.RecordAsync(restored.ToDictionary(shape => shape.Name, string? (_) => null, StringComparer.OrdinalIgnoreCase), cancellationToken).ConfigureAwait(false);
        return known == 0 ? [] : [new(
            FindingSeverity.Warning, "restore.syncs-forgotten",
            $"What the syncs noted in {opened.Area} knew of {known} {(known == 1 ? "table" : "tables")} is forgotten, because the rows are those of {source} now. The next sync from there recognises them anew, and earlier ones cannot be undone.")];
    }

    private static async Task<IReadOnlyList<TableShape>> RestoredAsync(SyncTarget opened, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken) =>
        [.. (await opened.Database.ReadShapesAsync(cancellationToken).ConfigureAwait(false)).Where(shape => tables is null || tables.Contains(shape.Name, StringComparer.OrdinalIgnoreCase))];

    /// <summary>Goes back in what syncs have noted to the moment of the backup that a target was restored from: a later run would have the next sync take the rows that it brought in for deleted here.</summary>
    /// <param name="provider">The target's engine.</param>
    /// <param name="target">The database that was restored.</param>
    /// <param name="moment">When the backup was made.</param>
    /// <param name="tables">The tables that were restored; null for all.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What should be said: the staging areas that know a later moment still.</returns>
    public static async Task<IReadOnlyList<Finding>> GoBackAsync(
        IDatabaseProvider provider, DatabaseTarget target, DateTimeOffset moment, IReadOnlyCollection<string>? tables, TimeProvider time, CancellationToken cancellationToken) =>
        await AreasAsync(provider, target, "", cancellationToken).ConfigureAwait(false) is not var (_, areas) ? [] : await EachAsync(
            provider, target, areas, async opened =>
            {
                await new LaterRuns(opened, moment, tables, time).ForgetAsync(cancellationToken).ConfigureAwait(false);
                return [];
            },
            (area, why) => new(
                FindingSeverity.Warning, "restore.syncs-not-forgotten",
                $"The restore is done, but what the syncs noted in {area} is of a later moment, so that the next one from there would take the rows that they brought in since for deleted here: {why}", FirstAgain(area)),
            cancellationToken).ConfigureAwait(false);

    // One that cannot be changed, such as that of a sync which runs, keeps nobody from the next.
    private static async Task<IReadOnlyList<Finding>> EachAsync(
        IDatabaseProvider provider, DatabaseTarget target, IEnumerable<string> areas, Func<SyncTarget, Task<IReadOnlyList<Finding>>> change, Func<string, string, Finding> failed, CancellationToken cancellationToken)
    {
        var said = new List<Finding>();
        foreach (var area in areas)
        {
            try
            {
                var opened = await SyncTarget.OpenAreaAsync(provider, target, area, cancellationToken).ConfigureAwait(false);
                await using var closing = opened.ConfigureAwait(false);
                said.AddRange(await change(opened).ConfigureAwait(false));
            }
            catch (FerryException exception)
            {
                said.Add(failed(area, exception.Kind == FailureKind.Locked ? "another job works with it." : $"{exception.Message} {exception.Reason}".TrimEnd()));
            }
        }

        return said;
    }

    private static string FirstAgain(string area) => $"Run the restore again, or drop {area}, before the next sync from there; after the latter it is a first sync.";

    /// <summary>The staging area of a source, which may be missing, and all that lie beside the target; null where nothing is noted, because the engine cannot merge or keeps its state in the database.</summary>
    private static async Task<(string Own, IReadOnlyList<string> Areas)?> AreasAsync(IDatabaseProvider provider, DatabaseTarget target, string source, CancellationToken cancellationToken)
    {
        if (provider.Capabilities.Form != BackupForm.Logical)
        {
            return null;
        }

        var session = await provider.OpenAsync(target with { Replica = null }, SessionAccess.Write, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        return session.Merge is { } merge ? (merge.Dialect.Staging.Area(target.Name, source), await merge.ListAreasAsync(cancellationToken).ConfigureAwait(false)) : null;
    }

    /// <summary>Maps of rows that are gone would have the next sync take them for deleted here, and journals could put back what nobody has seen.</summary>
    private static async Task ForgetAsync(SyncTarget opened, IEnumerable<TableShape> restored, CancellationToken cancellationToken)
    {
        await opened.Registry.DropPlannedAsync(cancellationToken).ConfigureAwait(false);
        foreach (var shape in restored)
        {
            await ForgetAsync(opened, shape.Name, cancellationToken).ConfigureAwait(false);
        }

        foreach (var run in await opened.Registry.RunsAsync(cancellationToken).ConfigureAwait(false))
        {
            await opened.Registry.DropJournalAsync(run.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets all that is known of a table's rows: they are recognised anew.</summary>
    internal static async Task ForgetAsync(SyncTarget opened, string table, CancellationToken cancellationToken)
    {
        await opened.Staging.DropAsync(TableSql.MapNameOf(table), cancellationToken).ConfigureAwait(false);
        await opened.Staging.DropShapesAsync(TableSql.OpenPrefix, table, cancellationToken).ConfigureAwait(false);
        await opened.Staging.DropShapesAsync(TableSql.KnownPrefix, table, cancellationToken).ConfigureAwait(false);
        await opened.Merged.ForgetAsync(table, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string?> HighestAsync(SyncTarget opened, TableShape shape, CancellationToken cancellationToken) =>
        shape.PrimaryKey is [var key] && shape.Columns.Any(column => column.Name == key && column.Column.AutoIncrement)
            ? (await opened.Connection.QueryAsync($"SELECT MAX({opened.Dialect.Quote(key)}) FROM {opened.Dialect.Quote(shape.Name)}", cancellationToken).ConfigureAwait(false))[0][0]
            : null;
}

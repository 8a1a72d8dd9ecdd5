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
    /// <returns>What should be said: the staging areas of other environments in which something was known.</returns>
    public static async Task<IReadOnlyList<Finding>> NoteAsync(
        IDatabaseProvider provider, DatabaseTarget target, string source, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        if (await AreasAsync(provider, target, cancellationToken).ConfigureAwait(false) is not { } areas)
        {
            return [];
        }

        var own = await SyncTarget.OpenAsync(provider, target, source, cancellationToken).ConfigureAwait(false);
        await using (own.ConfigureAwait(false))
        {
            await NoteAsync(own, tables, cancellationToken).ConfigureAwait(false);
        }

        var said = new List<Finding>();
        foreach (var area in areas.Where(area => area != own.Area))
        {
            var other = await SyncTarget.OpenAreaAsync(provider, target, area, cancellationToken).ConfigureAwait(false);
            await using var closing = other.ConfigureAwait(false);
            said.AddRange(await ForgetAsync(other, source, tables, cancellationToken).ConfigureAwait(false));
        }

        return said;
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
    public static async Task GoBackAsync(
        IDatabaseProvider provider, DatabaseTarget target, DateTimeOffset moment, IReadOnlyCollection<string>? tables, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var area in await AreasAsync(provider, target, cancellationToken).ConfigureAwait(false) ?? [])
        {
            var opened = await SyncTarget.OpenAreaAsync(provider, target, area, cancellationToken).ConfigureAwait(false);
            await using var closing = opened.ConfigureAwait(false);
            await new LaterRuns(opened, moment, tables, time).ForgetAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What lies beside the target; null where nothing is noted, because the engine cannot merge or keeps its state in the database.</summary>
    private static async Task<IReadOnlyList<string>?> AreasAsync(IDatabaseProvider provider, DatabaseTarget target, CancellationToken cancellationToken)
    {
        if (provider.Capabilities.Form != BackupForm.Logical)
        {
            return null;
        }

        var session = await provider.OpenAsync(target with { Replica = null }, SessionAccess.Write, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        return session.Merge is { } merge ? await merge.ListAreasAsync(cancellationToken).ConfigureAwait(false) : null;
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

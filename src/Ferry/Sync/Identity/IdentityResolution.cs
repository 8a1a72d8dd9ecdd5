using Ferry.Merging;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Identity;

/// <summary>Places every staged row: with which row of the target it is the same, or which key it will get. All keys are known before a row is written.</summary>
internal sealed class IdentityResolution(IMergeConnection connection, StagingTables staging, IReadOnlyDictionary<TableSql, Translation> translations)
{
    /// <summary>Goes through the tables in the order of their keys.</summary>
    public async Task RunAsync(IReadOnlyList<TableSql> tables, CancellationToken cancellationToken)
    {
        foreach (var sql in tables)
        {
            CrashPoint.Reached("sync.identifying");
            var maps = new IdentityMaps(connection, staging, sql, translations[sql]);
            for (var number = 0; number < sql.Table.NaturalKeys.Count; number++)
            {
                await MatchKeyAsync(maps, sql, number, cancellationToken).ConfigureAwait(false);
            }

            await PlaceRestAsync(maps, sql, cancellationToken).ConfigureAwait(false);
        }

        await HoldOrphansAsync(tables, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Holds rows that need a parent which is not there; each leaves its own children without one.</summary>
    public async Task HoldOrphansAsync(IReadOnlyList<TableSql> tables, CancellationToken cancellationToken)
    {
        long held;
        do
        {
            held = 0;
            foreach (var sql in tables)
            {
                held += await new IdentityMaps(connection, staging, sql, translations[sql]).HoldOrphansAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        while (held > 0);
    }

    // A key that holds a reference to its own table is resolved level by level, until a round finds nothing more.
    private static async Task MatchKeyAsync(IdentityMaps maps, TableSql sql, int number, CancellationToken cancellationToken)
    {
        var columns = sql.Table.NaturalKeys[number].Select(part => part.Column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        while (await maps.MatchKeyAsync(number, cancellationToken).ConfigureAwait(false) > 0 && RefersToItself(sql, columns.Contains))
        {
        }
    }

    private static async Task PlaceRestAsync(IdentityMaps maps, TableSql sql, CancellationToken cancellationToken)
    {
        while (sql.Table.Identity!.EqualRows && sql.Table.Others.Any() && await maps.MatchEqualAsync(cancellationToken).ConfigureAwait(false) > 0 && RefersToItself(sql, _ => true))
        {
        }

        if (sql.Table.Identity.Ids != IdMeaning.Nothing)
        {
            await maps.MatchPrimaryKeyAsync(cancellationToken).ConfigureAwait(false);
        }

        if (sql.Table.KeepsFreeIds || !sql.Table.Numbered)
        {
            await maps.KeepKeysAsync(cancellationToken).ConfigureAwait(false);
        }

        if (sql.Table.Numbered)
        {
            await maps.NumberAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool RefersToItself(TableSql sql, Func<string, bool> by) =>
        sql.Table.References.Any(reference => reference.Columns.Any(by) && string.Equals(reference.Parent, sql.Table.Name, StringComparison.OrdinalIgnoreCase));
}

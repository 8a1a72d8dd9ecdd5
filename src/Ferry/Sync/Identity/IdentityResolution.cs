using System.Collections.Concurrent;
using Ferry.Sync.Model;
using Ferry.Sync.Planning;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Identity;

/// <summary>Places every staged row: with which row of the target it is the same, or which key it will get. All keys are known before a row is written.</summary>
/// <param name="lanes">The connections.</param>
/// <param name="translations">What the rows of all tables become.</param>
/// <param name="parts">The order in which tables are written.</param>
internal sealed class IdentityResolution(Lanes lanes, IReadOnlyDictionary<TableSql, Translation> translations, RunParts parts)
{
    private readonly ConcurrentDictionary<TableSql, bool> _met = new();
    private readonly ConcurrentDictionary<TableSql, long> _unmet = new();
    private readonly ConcurrentDictionary<TableSql, bool> _dangling = new();

    private readonly Dictionary<TableSql, SettledRows> _settled = [];
    private readonly List<Finding> _findings = [];
    private readonly HashSet<TableSql> _referring = [];

    /// <summary>What deserves a look.</summary>
    public IEnumerable<Finding> Findings => _findings;

    /// <summary>Tables with rows that must be looked at, because what they refer to is another row now.</summary>
    public IEnumerable<TableSql> Referring => _referring;

    /// <summary>Whether an earlier run has placed rows of a table.</summary>
    public bool HasMet(TableSql sql) => _met.GetValueOrDefault(sql);

    /// <summary>How many rows of a table are staged, where all that its map holds was placed by this run, each row once; null where that is not so.</summary>
    public long? Unmet(TableSql sql) => _unmet.TryGetValue(sql, out var rows) ? rows : null;

    /// <summary>Whether rows of a table that this run has placed may refer to rows that are not there.</summary>
    public bool MayDangle(TableSql sql) => _dangling.GetValueOrDefault(sql);

    /// <summary>Whether what the map says of settled rows still holds; not where a parent of theirs may have lost its place since.</summary>
    public bool MaySettle(TableSql sql) => _settled.ContainsKey(sql) && !MayDangle(sql);

    /// <summary>Goes through the tables in the order of their keys.</summary>
    public async Task RunAsync(IReadOnlyList<TableSql> tables, CancellationToken cancellationToken)
    {
        await PairReturnedAsync(tables, cancellationToken).ConfigureAwait(false);
        tables = [.. tables.Index().OrderBy(table => parts.Of(table.Item.Table)).ThenBy(table => table.Index).Select(table => table.Item)];
        FindSettled(tables);
        var placed = new ConcurrentDictionary<TableSql, bool>();
        await lanes.RunAsync(tables, Waits, async (lane, sql, token) => placed[sql] = await PlaceAsync(lane, sql, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

        // Asked once a table, when all have been placed: mostly nothing dangles, and then nothing later needs to look for it.
        await lanes.RunAsync(
            [.. tables.Where(sql => placed[sql])],
            (_, _) => false,
            async (lane, sql, token) => _dangling[sql] = await Maps(lane, sql).DanglesAsync(all: Unmet(sql) is not null, token).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        if (_dangling.Values.Any(dangles => dangles))
        {
            await HoldOrphansAsync(tables, cancellationToken).ConfigureAwait(false);
        }
    }

    // What triggers write is known only when they have.
    private void FindSettled(IReadOnlyList<TableSql> tables)
    {
        if (tables.Any(sql => sql.Table.Target.Triggers.Count > 0))
        {
            return;
        }

        foreach (var sql in tables)
        {
            var rows = new SettledRows(sql, translations[sql]);
            if (rows.CanBe(parent => parent != sql && (!tables.Contains(parent) || parts.Of(parent.Table) < parts.Of(sql.Table))))
            {
                _settled.Add(sql, rows);
            }
        }
    }

    private IdentityMaps Maps(Lane lane, TableSql sql) => new(lane.Connection, lane.Staging, sql, translations[sql], _settled.GetValueOrDefault(sql));

    // Until all have been placed, a table's statements read the maps of no others than those that its keys are resolved through, or all of its values where they are to be settled.
    private bool Waits(TableSql one, TableSql other) => Needs(one, other) || Needs(other, one);

    private bool Needs(TableSql child, TableSql parent) => _settled.ContainsKey(child) && translations[child].Parents.Contains(parent) || KeyOrder.Needs(child.Table).Contains(parent.Table.Name, StringComparer.OrdinalIgnoreCase);

    /// <returns>Whether there were rows to place.</returns>
    private async Task<bool> PlaceAsync(Lane lane, TableSql sql, CancellationToken cancellationToken)
    {
        CrashPoint.Reached("sync.identifying");
        var maps = Maps(lane, sql);
        _met[sql] = await maps.StartAsync(cancellationToken).ConfigureAwait(false);
        if (!_met[sql] && sql.Table.HasUniqueSourceKey)
        {
            _unmet[sql] = maps.Left;
        }

        if (maps.Left == 0)
        {
            return false;
        }

        for (var number = 0; number < sql.Table.NaturalKeys.Count && maps.Left > 0; number++)
        {
            await MatchKeyAsync(maps, sql, number, cancellationToken).ConfigureAwait(false);
            if (sql.Table.Collapses && maps.Left > 0)
            {
                await maps.CollapseAsync(number, cancellationToken).ConfigureAwait(false);
            }
        }

        await PlaceRestAsync(maps, sql, cancellationToken).ConfigureAwait(false);
        for (var number = 0; number < sql.Table.NaturalKeys.Count && sql.Table.Collapses; number++)
        {
            await maps.CollapseNewAsync(number, cancellationToken).ConfigureAwait(false);
        }

        await lane.Staging.AnalyzeAsync(sql.MapName, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // One after the other, because each may change the maps of others; there hardly ever are any.
    private async Task PairReturnedAsync(IReadOnlyList<TableSql> tables, CancellationToken cancellationToken)
    {
        ReturnedRows Returned(Lane lane, TableSql sql) => new(lane, sql, translations[sql], translations.Keys);
        var found = new ConcurrentDictionary<TableSql, bool>();
        await lanes.RunAsync(
            tables, (_, _) => false, async (lane, sql, token) => found[sql] = await Returned(lane, sql).AreThereAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        foreach (var sql in tables.Where(sql => found[sql]))
        {
            var (said, referring) = await Returned(lanes.First, sql).PairAsync(cancellationToken).ConfigureAwait(false);
            _findings.AddRange(said is null ? [] : [said]);
            _referring.UnionWith(referring);
        }
    }

    /// <summary>Holds rows that need a parent which is not there; each leaves its own children without one.</summary>
    public async Task HoldOrphansAsync(IReadOnlyList<TableSql> tables, CancellationToken cancellationToken)
    {
        // A row that is held leaves those dangling that refer to it.
        foreach (var sql in tables)
        {
            _dangling[sql] = true;
        }

        long held;
        do
        {
            held = 0;
            foreach (var sql in tables)
            {
                held += await Maps(lanes.First, sql).HoldOrphansAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        while (held > 0);
    }

    // A key that holds a reference to its own table is resolved level by level, until a round finds nothing more.
    private static async Task MatchKeyAsync(IdentityMaps maps, TableSql sql, int number, CancellationToken cancellationToken)
    {
        var columns = sql.Table.NaturalKeys[number].Select(part => part.Column.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        while (await maps.MatchKeyAsync(number, cancellationToken).ConfigureAwait(false) > 0 && maps.Left > 0 && RefersToItself(sql, columns.Contains))
        {
        }
    }

    private static async Task PlaceRestAsync(IdentityMaps maps, TableSql sql, CancellationToken cancellationToken)
    {
        var identity = sql.Table.Identity!;
        while (maps.Left > 0 && identity.EqualRows && sql.Table.HasComparable && await maps.MatchEqualAsync(cancellationToken).ConfigureAwait(false) > 0 && RefersToItself(sql, _ => true))
        {
        }

        var (pairing, keeping) = (identity.Ids != IdMeaning.Nothing, !sql.Table.GetsUuids && !sql.Table.GetsNumbers && (sql.Table.KeepsFreeIds || !sql.Table.Numbered));
        if (maps.Left > 0 && (pairing || keeping))
        {
            await maps.PlaceByKeyAsync(pairing, keeping, cancellationToken).ConfigureAwait(false);
        }

        if (maps.Left > 0 && (sql.Table.Numbered || sql.Table.GetsNumbers))
        {
            await maps.NumberAsync(cancellationToken).ConfigureAwait(false);
        }

        if (maps.Left > 0 && sql.Table.GetsUuids)
        {
            await maps.GiveUuidsAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool RefersToItself(TableSql sql, Func<string, bool> by) =>
        sql.Table.References.Any(reference => reference.Columns.Any(by) && string.Equals(reference.Parent, sql.Table.Name, StringComparison.OrdinalIgnoreCase));
}

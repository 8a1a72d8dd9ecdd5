using System.Collections.Concurrent;
using Ferry.Merging;
using Ferry.Sync.Model;

namespace Ferry.Sync.Staging;

/// <summary>Which tables the staging area needs for a table, and makes them.</summary>
/// <param name="connection">Makes and drops them.</param>
/// <param name="dialect">Writes the statements.</param>
/// <param name="area">The staging area.</param>
/// <param name="known">The tables that there are, when another connection works beside this one; null to learn them.</param>
internal sealed class StagingTables(IMergeConnection connection, IMergeDialect dialect, string area, ConcurrentDictionary<string, string>? known = null)
{
    private static readonly string[] _packed = ["src_cells", "dst_cells"];

    private readonly ConcurrentDictionary<string, string> _there = known ?? new(StringComparer.OrdinalIgnoreCase);

    private IStagingDialect Types => dialect.Staging;

    /// <summary>Learns which tables there are.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        _there.Clear();
        foreach (var row in await connection.QueryAsync(Types.List(area), cancellationToken).ConfigureAwait(false))
        {
            _there[Types.Table(area, row[0]!)] = row[0]!;
        }
    }

    /// <summary>The same tables, made and dropped by another connection.</summary>
    public StagingTables Over(IMergeConnection other) => new(other, dialect, area, _there);

    public bool Has(string name) => _there.ContainsKey(Types.Table(area, name));

    public IEnumerable<string> Named(string prefix) => _there.Values.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToList();

    /// <summary>An empty table for the source's rows.</summary>
    public Task MakeNewAsync(TableSql sql, CancellationToken cancellationToken) => ReplaceAsync(NewTable(sql), cancellationToken);

    /// <summary>What a table for the source's rows is like.</summary>
    public StagingTable NewTable(TableSql sql)
    {
        var key = sql.Table.Key.Select(column => column.Source.Name).ToList();
        var unique = sql.Table.HasUniqueSourceKey;
        return new StagingTable(
            sql.NewName,
            [
                .. sql.Table.Columns.Select(column => (column.Source.Name, Types.TypeFor(column.Source, column.Shape))),
                (TableSql.Hash, Types.TypeOf(StagingType.Number)),
                (TableSql.Cells, dialect.Cells.TypeOf(sql.Table.Cells)),
            ],
            unique ? key : []) { Indexes = unique || key.Count == 0 ? [] : [key] };
    }

    /// <summary>The identity map and base of a table, kept for good.</summary>
    /// <param name="sql">The table.</param>
    /// <param name="valued">Columns whose values of the last run are kept too.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task MakeMapAsync(TableSql sql, IReadOnlyList<MergeColumn> valued, CancellationToken cancellationToken)
    {
        if (Has(sql.MapName))
        {
            var there = await connection.QueryAsync(Types.Columns(area, sql.MapName), cancellationToken).ConfigureAwait(false);
            await WidenAsync(sql, there, cancellationToken).ConfigureAwait(false);
            await AddColumnsAsync(sql, valued, there, cancellationToken).ConfigureAwait(false);
            return;
        }

        var source = sql.Table.Key.Zip(sql.SourceKey(), (column, name) => (name, Types.TypeFor(column.Source, column.Shape)));
        var target = sql.Table.Key.Zip(sql.TargetKey(), (column, name) => (name, Types.TypeOf(StagingType.Value, column.Target)));
        var unique = sql.Table.HasUniqueSourceKey;
        await MakeAsync(
            new StagingTable(
                sql.MapName,
                [
                    .. source,
                    .. target,
                    ("origin", Types.TypeOf(StagingType.Word)),
                    ("status", Types.TypeOf(StagingType.Word)),
                    ("first_run", Types.TypeOf(StagingType.Number)),
                    ("last_run", Types.TypeOf(StagingType.Number)),
                    ("src_hash", Types.TypeOf(StagingType.Number)),
                    (TableSql.Settled, Types.TypeOf(StagingType.Number)),
                    .. _packed.Select(name => (name, dialect.Cells.TypeOf(sql.Table.Cells))),
                    .. valued.Select(column => (ValueName(column), Types.TypeOf(StagingType.Value, column.Target))),
                ],
                unique ? [.. sql.SourceKey()] : []) { Indexes = unique ? [[.. sql.TargetKey()]] : [[.. sql.SourceKey()], [.. sql.TargetKey()]] },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Target and source keys, action and marks, and each cell's value before and after.</summary>
    public Task MakeChangesAsync(TableSql sql, CancellationToken cancellationToken) => ReplaceAsync(
        new StagingTable(
            sql.ChangesName,
            [
                .. sql.Table.Key.Zip(sql.TargetKey(), (column, name) => (name, Types.TypeOf(StagingType.Value, column.Target))),
                .. sql.Table.Key.Zip(sql.SourceKey(), (column, name) => (name, Types.TypeFor(column.Source, column.Shape))),
                ("action", Types.TypeOf(StagingType.Word)),
                ("marks", Types.TypeOf(StagingType.Text)),
                ("parked", Types.TypeOf(StagingType.Number)),
                .. sql.Table.Others.Select(column => (column.New, Types.TypeOf(StagingType.Value, column.Target))),
                .. sql.Table.Others.Select(column => (column.Old, Types.TypeOf(StagingType.Value, column.Target))),
            ],
            [.. sql.TargetKey()]),
        cancellationToken);

    /// <summary>Makes a table in the place of one of the same name that an earlier run may have left.</summary>
    public async Task ReplaceAsync(StagingTable table, CancellationToken cancellationToken)
    {
        await DropAsync(table.Name, cancellationToken).ConfigureAwait(false);
        await MakeAsync(table, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets the server plan joins by what a table holds now, where there is one of that name.</summary>
    public async Task AnalyzeAsync(string name, CancellationToken cancellationToken)
    {
        if (Has(name) && Types.Analyze(area, name) is { } statement)
        {
            await connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task DropAsync(string name, CancellationToken cancellationToken)
    {
        if (_there.TryRemove(Types.Table(area, name), out _))
        {
            await connection.ExecuteAsync($"DROP TABLE {Types.Table(area, name)}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Drops the tables of a kind that were kept for a table, whatever its columns were: their shape stands between the prefix and the name.</summary>
    public async Task DropShapesAsync(string prefix, string table, CancellationToken cancellationToken)
    {
        const int Shape = 8;
        foreach (var name in Named(prefix).Where(name => name.EndsWith($"_{table}", StringComparison.OrdinalIgnoreCase) && name.Length == prefix.Length + Shape + 1 + table.Length))
        {
            await DropAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task MakeAsync(StagingTable table, CancellationToken cancellationToken)
    {
        foreach (var statement in Types.Create(area, table))
        {
            await connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        _there[Types.Table(area, table.Name)] = table.Name;
    }

    /// <summary>The column of a map that holds the source's value of the last run.</summary>
    public static string ValueName(MergeColumn column) => $"v{column.Cell}";

    // Columns that came after the map was made have hashes, too.
    private async Task WidenAsync(TableSql sql, IReadOnlyList<IReadOnlyList<string?>> there, CancellationToken cancellationToken)
    {
        var type = dialect.Cells.TypeOf(sql.Table.Cells);
        if (there.Any(row => _packed.Contains(row[0]) && row[1] != type))
        {
            await connection.ExecuteAsync(Types.Retype(area, sql.MapName, _packed, type), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AddColumnsAsync(TableSql sql, IReadOnlyList<MergeColumn> valued, IReadOnlyList<IReadOnlyList<string?>> there, CancellationToken cancellationToken)
    {
        var wanted = valued.Select(column => (Name: ValueName(column), Type: Types.TypeOf(StagingType.Value, column.Target))).Prepend((Name: TableSql.Settled, Type: Types.TypeOf(StagingType.Number)));
        foreach (var (name, type) in wanted.Where(column => there.All(row => row[0] != column.Name)))
        {
            await connection.ExecuteAsync($"ALTER TABLE {sql.Map} ADD COLUMN {name} {type}", cancellationToken).ConfigureAwait(false);
        }
    }
}

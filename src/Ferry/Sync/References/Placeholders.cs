using Ferry.Merging;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>Stages rows that stand in for parents which staged rows refer to, and which neither come nor have come before. From there on they are rows of the source like any other that is not here:
/// they get a key, are checked, inserted, and removed when the run is undone. The map knows them by their hash, until the real row comes and takes the place.</summary>
/// <param name="connection">Stages them.</param>
/// <param name="staging">Keeps the keys that are found in documents.</param>
/// <param name="source">The environment that they are of.</param>
/// <param name="tables">All tables of the run.</param>
internal sealed class Placeholders(IMergeConnection connection, StagingTables staging, string source, IReadOnlyList<TableSql> tables)
{
    private readonly List<Finding> _findings = [];

    /// <summary>Tables of which no placeholder can be made.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Stages what is missing; placeholders may need some themselves, for the references in their keys.</summary>
    /// <returns>The tables that got any.</returns>
    public async Task<IReadOnlySet<string>> StageAsync(CancellationToken cancellationToken)
    {
        var rows = new Dictionary<TableSql, PlaceholderRow>();
        var got = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var missing = Missing().ToList();
        foreach (var keys in missing.Select(each => each.InJson).OfType<JsonKeys>())
        {
            await staging.ReplaceAsync(keys.Table, cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(keys.Fill, cancellationToken).ConfigureAwait(false);
        }

        long staged;
        do
        {
            staged = 0;
            foreach (var (child, reference, parent, json) in missing)
            {
                var row = rows.TryGetValue(parent, out var known) ? known : rows[parent] = new PlaceholderRow(parent, source);
                var more = row.Obstacle is null ? await connection.ExecuteAsync(Insert(child, reference, parent, json, row), cancellationToken).ConfigureAwait(false) : 0;
                staged += more;
                got.UnionWith(more > 0 ? [parent.Table.Name] : []);
            }
        }
        while (staged > 0);

        foreach (var (child, reference, parent, json) in missing.Where(each => rows[each.Parent].Obstacle is not null))
        {
            if ((await connection.QueryAsync($"SELECT 1 {From(child, reference, parent, json)} LIMIT 1", cancellationToken).ConfigureAwait(false)).Count > 0)
            {
                _findings.Add(Impossible(child, reference, rows[parent].Obstacle!));
            }
        }

        foreach (var keys in missing.Select(each => each.InJson).OfType<JsonKeys>())
        {
            await staging.DropAsync(keys.Table.Name, cancellationToken).ConfigureAwait(false);
        }

        return got;
    }

    private IEnumerable<(TableSql Child, MergeReference Reference, TableSql Parent, JsonKeys? InJson)> Missing() =>
        from child in tables
        from reference in child.Table.References
        where reference is { Missing.Kind: MissingParent.Placeholder }
        let parent = tables.FirstOrDefault(sql => string.Equals(sql.Table.Name, reference.Parent, StringComparison.OrdinalIgnoreCase))
        where parent is not null && reference.IsToKeyOf(parent.Table) && reference.IsReadable(parent.Table, child.Dialect.Json)
        select (child, reference, parent, reference.JsonPath is null ? null : new JsonKeys(child, reference, parent));

    private static string Insert(TableSql child, MergeReference reference, TableSql parent, JsonKeys? json, PlaceholderRow row) =>
        $"""
        INSERT INTO {parent.New} ({TableSql.List([.. parent.Table.Columns.Select(column => parent.Dialect.Quote(column.Source.Name)), TableSql.Hash, TableSql.Cells])})
        SELECT {TableSql.List([.. row.Values, TableSql.StandsIn, new PackedCells(parent).Each(_ => parent.Dialect.Cells.None)])}
        {From(child, reference, parent, json)}
        """;

    private static string From(TableSql child, MergeReference reference, TableSql parent, JsonKeys? json)
    {
        var keys = parent.Table.Key.Select((_, index) => $"d.k{index + 1}").ToList();
        return $"""
            FROM ({json?.Select ?? Referred(child, reference, parent)}) AS d
            LEFT JOIN {parent.New} AS p ON {TableSql.Equal(parent.StagedKey("p"), keys)}
            LEFT JOIN {parent.Map} AS m ON {TableSql.Equal(parent.SourceKey("m"), keys)}
            WHERE p.{TableSql.Hash} IS NULL AND m.origin IS NULL
            """;
    }

    // Nothing is made for a reference that the run will not look at: its row is known, and refers to what it did before.
    private static string Referred(TableSql child, MergeReference reference, TableSql parent)
    {
        var quote = child.Dialect.Quote;
        var from = parent.Table.Key.Select(key => child.Table.Find(reference.Columns[Place(reference, key)])!).ToList();
        var referring = from.Select(column => $"n.{quote(column.Source.Name)} IS NOT NULL").ToList();
        if (reference.When is { } when)
        {
            referring.Add($"n.{quote(child.Table.Find(when.Column)!.Source.Name)} = {child.Dialect.Literal(when.Value)}");
        }

        if (child.Table.Key.Count > 0)
        {
            var changed = from.Select(column => $"{child.Dialect.Cells.At($"n.{TableSql.Cells}", column.Cell)} <> {child.Dialect.Cells.At("c.src_cells", column.Cell)}");
            referring.Add($"(c.src_cells IS NULL OR {string.Join(" OR ", changed)})");
        }

        return $"""
            SELECT DISTINCT {TableSql.List(from.Select((column, index) => $"n.{quote(column.Source.Name)} AS k{index + 1}"))}
            FROM {child.New} AS n{(child.Table.Key.Count > 0 ? $" LEFT JOIN {child.Map} AS c ON {child.MapOfStaged("c")}" : "")}
            WHERE {TableSql.All(referring)}
            """;
    }

    private static int Place(MergeReference reference, MergeColumn key) =>
        reference.ParentColumns.ToList().FindIndex(column => string.Equals(column, key.Name, StringComparison.OrdinalIgnoreCase));

    private static Finding Impossible(TableSql child, MergeReference reference, MergeColumn column) => new(
        FindingSeverity.Warning,
        "sync.no-placeholder",
        $"Nothing can stand in for missing rows of {reference.Parent}: {column.Name} needs a value that cannot be made up. Rows of {child.Table.Name} that refer to them ({string.Join(", ", reference.Columns)}{reference.JsonPath}) are left out.",
        $"\"Sync\": {{ \"Missing\": {{ \"{child.Table.Name}.{string.Join(',', reference.Columns)}{reference.JsonPath}\": \"skip\" }} }}, or \"use(key)\" with a row that is there, or give the column a default.");
}

using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Ddl;

/// <summary>Decides which keys a table can do without while its rows are loaded.</summary>
/// <remarks>The servers list keys by class (unique before ordinary before full-text) and, within a class, in the order of
/// their creation. A key that stays therefore keeps those of its class that stand before it, or the order would change.</remarks>
internal static class KeyDeferral
{
    /// <summary>Cuts a table's definition.</summary>
    /// <param name="table">The table.</param>
    /// <param name="ddl">Its definition, names already rewritten for the target.</param>
    /// <param name="small">Whether it has so few rows that only full-text keys are worth a statement of their own.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Unsupported"/> when the definition cannot be understood.</exception>
    public static TableStatements Split(Table table, string ddl, bool small = false)
    {
        var create = CreateTableParser.Parse(ddl);
        var inherited = InheritedCollations.Apply(ddl, create);
        if (inherited != ddl)
        {
            ddl = inherited;
            create = CreateTableParser.Parse(ddl);
        }

        if (!string.Equals(create.Engine, "InnoDB", StringComparison.OrdinalIgnoreCase))
        {
            return new TableStatements(RefusesItsRows(create, table) ? create.With(create.Elements) : ddl, [], null, null);
        }

        var deferred = Deferrable(create, table).Where(key => !small || key.Kind == TableElementKind.FullTextKey).ToList();
        var foreign = create.Elements.Where(element => element.Kind == TableElementKind.ForeignKey).ToList();
        var kept = create.Elements.Where(element => !deferred.Contains(element) && element.Kind != TableElementKind.ForeignKey);
        var alter = $"ALTER TABLE {Quote.Identifier(table.Name)}";
        return new TableStatements(
            create.With(kept),
            [.. Batches(deferred).Select(batch => Add(alter, batch))],
            foreign.Count == 0 ? null : Add(alter, foreign),
            create.AutoIncrement is null ? null : $"{alter} AUTO_INCREMENT = {create.AutoIncrement}");
    }

    // ARCHIVE takes no number below its counter, and deletes no row: its rows alone bring the counter back.
    private static bool RefusesItsRows(CreateTable create, Table table) =>
        string.Equals(create.Engine, "ARCHIVE", StringComparison.OrdinalIgnoreCase) && create.AutoIncrement is not null && table.EstimatedRows > 0;

    private static string Add(string alter, IEnumerable<TableElement> elements) =>
        $"{alter}\n{string.Join(",\n", elements.Select(element => "  ADD " + element.Sql))}";

    private static List<TableElement> Deferrable(CreateTable create, Table table)
    {
        var keys = create.Elements.Where(element => element.IsSecondaryKey).ToList();
        var needed = keys.Where(key => MustStay(create, table, key)).ToHashSet();
        if (NeededByAutoIncrement(create, table, keys) is { } numbering)
        {
            needed.Add(numbering);
        }

        if (!create.Elements.Any(element => element.Kind == TableElementKind.PrimaryKey)
            && keys.Find(key => IsClustering(table, key)) is { } clustering)
        {
            needed.Add(clustering);
        }

        return keys.Where((key, index) =>
            !needed.Contains(key) && !keys.Skip(index + 1).Any(later => later.Kind == key.Kind && needed.Contains(later))).ToList();
    }

    // Functional parts are hidden columns: added later, the whole table would be copied row by row with all its keys.
    // The unique keys of a partitioned table may be what PARTITION BY KEY() refers to, and versioned tables refuse ALTER.
    private static bool MustStay(CreateTable create, Table table, TableElement key) =>
        key.Special
        || key.KeyColumns.Contains(null)
        || create.SystemVersioned
        || (create.Partitioned && key.Kind == TableElementKind.UniqueKey)
        || (key.Kind == TableElementKind.UniqueKey && string.Equals(key.Name, "FTS_DOC_ID_INDEX", StringComparison.OrdinalIgnoreCase))
        || key.KeyColumns.Any(column => table.Columns.Any(known => known.Name == column && IsSystemColumn(known)));

    private static bool IsSystemColumn(Column column) =>
        string.Equals(column.Name, "FTS_DOC_ID", StringComparison.OrdinalIgnoreCase);

    private static TableElement? NeededByAutoIncrement(CreateTable create, Table table, List<TableElement> keys)
    {
        var column = table.Columns.FirstOrDefault(column => column.AutoIncrement)?.Name;
        var primary = create.Elements.FirstOrDefault(element => element.Kind == TableElementKind.PrimaryKey);
        return column is null || Leads(primary, column) ? null : keys.Find(key => Leads(key, column));
    }

    private static bool Leads(TableElement? key, string column) =>
        key is { KeyColumns.Count: > 0 } && string.Equals(key.KeyColumns[0], column, StringComparison.OrdinalIgnoreCase);

    // Without a primary key InnoDB orders the table by its first unique key that allows no NULL; added later, it would sort all rows again.
    private static bool IsClustering(Table table, TableElement key) =>
        key.Kind == TableElementKind.UniqueKey
        && key.KeyColumns.All(part => table.Columns.Any(column =>
            string.Equals(column.Name, part, StringComparison.OrdinalIgnoreCase) && !column.Nullable));

    // A full-text key is built alone, a spatial one too; the order of the rest must not change around them.
    private static List<List<TableElement>> Batches(List<TableElement> keys)
    {
        var batches = new List<List<TableElement>>();
        foreach (var key in keys)
        {
            var joins = batches.Count > 0 && !BuildsAlone(key) && !BuildsAlone(batches[^1][0]);
            if (joins)
            {
                batches[^1].Add(key);
            }
            else
            {
                batches.Add([key]);
            }
        }

        return batches;
    }

    private static bool BuildsAlone(TableElement key) => key.Kind is TableElementKind.FullTextKey or TableElementKind.SpatialKey;
}

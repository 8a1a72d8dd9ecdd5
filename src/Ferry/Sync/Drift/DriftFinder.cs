using Ferry.Merging;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Drift;

/// <summary>Finds out how the schemas of both sides differ.</summary>
/// <param name="rules">The configuration, which may say what a column that the source lacks gets.</param>
/// <param name="format">How the source's rows are written, which tells SQLite's types from those of servers.</param>
internal sealed class DriftFinder(SyncRules rules, RowFormat format)
{
    public DriftReport Find(SchemaJoin join)
    {
        var findings = new List<Finding>();
        findings.AddRange(join.OnlyInSource.Select(table => new Finding(
            FindingSeverity.Warning, "sync.table-missing-here", $"The target has no table {table}; the source's rows are left out.",
            $"Run the migrations that make it, or leave it out: \"Sync\": {{ \"Tables\": {{ \"Exclude\": [\"{table}\"] }} }}.")));
        findings.AddRange(join.WithoutRows.Select(table => new Finding(
            FindingSeverity.Warning, "sync.rows-not-in-source", $"The source gives no rows of table {table}: it holds the structure alone.",
            "Take a live environment or a backup that has the rows, or leave the table out.")));
        foreach (var table in join.Tables)
        {
            findings.AddRange(table.OnlyInSource.Select(column => MissingHere(table, column)));
            findings.AddRange(table.OnlyInTarget.Select(column => MissingThere(table, column)).OfType<Finding>());
            findings.AddRange(table.Columns.Select(column => OtherKind(table, column)).OfType<Finding>());
            findings.AddRange(UniqueByCollation(table));
        }

        return new(findings, [.. join.Tables.SelectMany(table => table.Columns.SelectMany(column => new ColumnDrift(table.Name, column, format).Checks()))]);
    }

    private static Finding MissingHere(TablePair table, Column column) => new(
        FindingSeverity.Warning, "sync.column-missing-here", $"{table.Name} has no column {column.Name} in the target; the source's values are left out.", "Run the migration that adds it.");

    /// <summary>Rows that are there keep their value, new ones get the default; without one, no new row can come in.</summary>
    private Finding? MissingThere(TablePair table, ColumnShape column) =>
        rules.PolicyOf(table.Name, column.Name) is { Kind: PolicyKind.Recompute } ? null
        : column.MayBeLeftOut
            ? new(FindingSeverity.Pass, "sync.column-missing-there", $"The source has no values for {table.Name}.{column.Name}; rows that are here keep theirs, new ones get the default.")
            : new(
                FindingSeverity.Failure, "sync.column-needs-value", $"{table.Name}.{column.Name} takes no NULL and has no default, and the source has no values for it: new rows cannot come in.",
                $"Give the column a default, or say what new rows get: \"Sync\": {{ \"Policies\": {{ \"{table.Name}\": {{ \"{column.Name}\": {{ \"Recompute\": \"{Suggested(column.Column)}\" }} }} }} }}.");

    private string Suggested(Column column) => Masking.Fields.FieldShape.Of(column, format) switch
    {
        { Family: Masking.Fields.ColumnFamily.Integer or Masking.Fields.ColumnFamily.Decimal or Masking.Fields.ColumnFamily.Real } => "0",
        { Family: Masking.Fields.ColumnFamily.Date or Masking.Fields.ColumnFamily.DateTime } => "CURRENT_TIMESTAMP",
        { Family: Masking.Fields.ColumnFamily.Json } => "'{}'",
        { Members: [var first, ..] } => $"'{first}'",
        _ => "''",
    };

    /// <summary>A uuid that is kept as bytes on one side and as text on the other cannot be handed over byte by byte.</summary>
    private static Finding? OtherKind(TablePair table, ColumnPair column) =>
        ColumnDrift.IsBytes(column.Source) != ColumnDrift.IsBytes(column.Target.Column) && (ColumnDrift.IsUuid(column.Source) || ColumnDrift.IsUuid(column.Target.Column))
            ? new(FindingSeverity.Failure, "sync.uuid-form", $"{table.Name}.{column.Name} is {column.Source.Type} in the source and {column.Target.Column.Type} in the target: one keeps bytes, the other text.",
                "Give both sides the same type, or leave the table out.")
            : null;

    /// <summary>Keys that the source tells apart may be the same in the target's collation.</summary>
    private static IEnumerable<Finding> UniqueByCollation(TablePair table) =>
        from key in table.Target.Uniques.Select(unique => (unique.Name, unique.Columns)).Prepend((Name: "PRIMARY", Columns: table.Target.PrimaryKey))
        let differing = key.Columns.Select(table.Find).OfType<ColumnPair>()
            .Where(column => column.Source.Collation is { } source && column.Target.Column.Collation is { } target && !ColumnDrift.SameCollation(source, target)).ToList()
        where differing.Count > 0
        select new Finding(
            FindingSeverity.Pass, "sync.collation-differs",
            $"{table.Name}.{differing[0].Name} is unique by {differing[0].Target.Column.Collation} in the target and by {differing[0].Source.Collation} in the source: values that are equal here are listed as conflicts.");
}

using Ferry.Merging;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Identity;

/// <summary>Rows about which all is known when they get their place: what they become is what is recorded of them, and nothing of them need be compared again. Where most rows are like that, they are read once
/// instead of three times.</summary>
internal sealed class SettledRows(TableSql sql, Translation translation)
{
    private readonly PackedCells _packed = new(sql);

    /// <summary>Whether rows can be settled: what refers to others refers to tables whose rows have their places by then, and the server stores what is staged as it is.</summary>
    /// <param name="isPlaced">Whether a table's rows have their places before this table's turn.</param>
    public bool CanBe(Func<TableSql, bool> isPlaced) =>
        translation.IsByColumns && translation.IsSeveral is null && !translation.Replaced().Any() && translation.Parents.All(isPlaced)
        && sql.Table.Columns.All(column => TypeOf(column.Target) is { Length: > 0 } type && TypesBefore(column).All(before => before == type));

    /// <summary>The hashes of what a row becomes.</summary>
    public string Cells => _packed.Of(translation.Value);

    /// <summary>1 for a row that is settled, 0 for one that still has to be compared, NULL for one that refers to what is not there.</summary>
    /// <param name="free">The condition that it comes in; else it meets the target's own row.</param>
    public string Mark(string free)
    {
        var missing = translation.Missing.Select(reference => $"WHEN {reference.Condition} THEN NULL ");
        return $"CASE {string.Concat(missing)}WHEN {free} THEN 1 WHEN {TableSql.All(sql.Table.Others.Select(translation.IsSame).DefaultIfEmpty("1 = 1"))} THEN 1 ELSE 0 END";
    }

    // The parent's key takes the place of what is staged, or only where another column says that this parent is meant.
    private IEnumerable<string> TypesBefore(MergeColumn column)
    {
        var keys = translation.KeysFor(column).Select(TypeOf);
        return translation.AlwaysRewrites(column) ? keys : keys.Append(sql.Dialect.Staging.TypeFor(column.Source, column.Shape));
    }

    private string TypeOf(ColumnShape column) => sql.Dialect.Staging.TypeOf(StagingType.Value, column);
}

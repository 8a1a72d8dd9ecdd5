using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Identity;

/// <summary>Finds the natural keys that a table's unique keys suggest.</summary>
internal sealed class KeyInference(TablePair table, IReadOnlyList<MergeReference> references)
{
    /// <summary>A column of uuids first, where there is one besides the primary key: equal ones are proof. Then the one key that says most about who the row is:
    /// an e-mail address, the rows that it refers to, else the shortest key without NULL and without random values.</summary>
    public IReadOnlyList<KeyCandidate> Candidates()
    {
        var keys = table.Target.Uniques.Where(IsUsable).ToList();
        var uuid = keys.Where(key => key.Columns is [var only] && ColumnRole.IsUuid(table.Find(only)!)).MinBy(key => key.Name, StringComparer.Ordinal);
        var best = keys.Where(key => key != uuid).OrderBy(Rank).ThenBy(key => key.Columns.Count).ThenBy(key => key.Name, StringComparer.Ordinal).FirstOrDefault();
        var candidates = new List<KeyCandidate>();
        candidates.AddRange(new[] { uuid, best }.OfType<UniqueShape>().Select(Candidate));
        if (best is null && ColumnRole.IsPeople(table.Name) && table.Columns.FirstOrDefault(column => ColumnRole.IsEmail(column.Name)) is { } email)
        {
            candidates.Add(new(Forms([email.Name]), "the e-mail address"));
        }

        return candidates;
    }

    private bool IsUsable(UniqueShape key) =>
        key.IsPlain && key.Columns.All(column => table.Find(column) is not null) && !key.Columns.Any(column => table.Target.PrimaryKey is [var only] && Same(column, only));

    private int Rank(UniqueShape key) => key switch
    {
        { Columns: [var only] } when ColumnRole.IsEmail(only) => 0,
        _ when key.Columns.All(IsReference) && !key.Columns.Any(IsNullable) => 1,
        _ when key.Columns.Any(ColumnRole.IsSecret) => 4,
        _ when key.Columns.Any(column => IsNullable(column) && !IsReference(column)) => 3,
        _ => 2,
    };

    private KeyCandidate Candidate(UniqueShape key) => new(Forms(key.Columns), $"the unique key {key.Name}");

    /// <summary>Addresses are the same whatever their case, also where the column's collation says otherwise; exact where both spellings occur.</summary>
    private KeyRule[] Forms(IReadOnlyList<string> columns)
    {
        var exact = new KeyRule([.. columns.Select(column => new KeyTerm(column, []))]);
        return columns is [var only] && ColumnRole.IsEmail(only) && TellsCases(table.Find(only)!.Target.Column.Collation)
            ? [new([new KeyTerm(only, ["lower"])]), exact]
            : [exact];
    }

    private static bool TellsCases(string? collation) => collation is not null
        && (collation.Equals("BINARY", StringComparison.OrdinalIgnoreCase) || collation.EndsWith("_bin", StringComparison.OrdinalIgnoreCase) || collation.Contains("_cs", StringComparison.OrdinalIgnoreCase));

    private bool IsReference(string column) => references.Any(reference => reference.JsonPath is null && reference.Columns.Contains(column, StringComparer.OrdinalIgnoreCase));

    private bool IsNullable(string column) => table.Find(column)!.Target.Column.Nullable;

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

using Ferry.Merging;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Checks;

/// <summary>What a unique key of the target compares, in SQL: whole values of columns, or their beginnings, expressions, or either in a part of the rows.</summary>
internal sealed class UniqueTerms
{
    private readonly TableSql _sql;
    private readonly UniqueShape _unique;
    private readonly UsedColumns _used;

    public UniqueTerms(TableSql sql, UniqueShape unique)
    {
        _sql = sql;
        _unique = unique;
        _used = new(sql.Table.Target, unique.Parts.Select(part => part.Expression ?? part.Column!).Append(unique.Where ?? ""));
        IsWhole = unique.IsPlain && unique.Columns.All(name => sql.Table.Find(name) is not null);
        Columns = [.. (IsWhole ? unique.Columns : _used.Stored.Select(column => column.Name)).Select(sql.Table.Find).OfType<MergeColumn>()];
    }

    /// <summary>Whether it compares whole values of merged columns in all rows, so that indexes serve.</summary>
    public bool IsWhole { get; }

    /// <summary>The merged columns that it depends on.</summary>
    public IReadOnlyList<MergeColumn> Columns { get; }

    /// <summary>The names of its parts: <c>u1</c> and so on.</summary>
    public IEnumerable<string> Parts => _unique.Parts.Select((_, index) => $"u{index + 1}");

    /// <summary>What is kept of each row that moves: the parts themselves, or the values that they are made of.</summary>
    public IEnumerable<(string Name, string Type)> Kept => IsWhole
        ? Parts.Zip(Columns, (name, column) => (name, TypeOf(column.Target)))
        : _used.Stored.Select((column, index) => ($"c{index + 1}", TypeOf(column)));

    /// <summary>Condition over rows <c>u</c> that move and rows <c>t</c> of the target: they have the same values.</summary>
    public string Same => TableSql.Equal(Parts.Select(part => $"u.{part}"), IsWhole ? Columns.Select(column => $"t.{_sql.Dialect.Quote(column.Name)}") : Parts.Select(part => $"t.{part}"));

    /// <summary>The primary key of rows <c>t</c>.</summary>
    public IEnumerable<string> OwnKey => IsWhole ? _sql.OwnKey("t") : _sql.Table.Key.Select((_, index) => $"t.k{index + 1}");

    // DISTINCT changes nothing but this: servers keep the result, with an index for the join, and do not compute each part again for every pair of rows.
    /// <summary>The target's rows, to be named <c>t</c>.</summary>
    public string Own => IsWhole
        ? _sql.Own
        : $"(SELECT DISTINCT {TableSql.List(_sql.OwnKey(_sql.Own).Select((key, index) => $"{key} AS k{index + 1}"))}, {Values} FROM {_sql.Own}{Where})";

    /// <summary>Rows that move, with the key's parts, to be named <c>u</c>.</summary>
    /// <param name="moving">The table in which they are kept.</param>
    public string Moving(string moving)
    {
        if (IsWhole)
        {
            return moving;
        }

        var keys = _sql.TargetKey().Concat(_sql.SourceKey()).Append("kind").ToList();
        var columns = _used.Stored.Select((column, index) => $", c{index + 1} AS {_sql.Dialect.Quote(column.Name)}");
        var rows = $"SELECT {TableSql.List(keys.Select(key => $"{key} AS {MergedRows.Beside}{key}"))}{string.Concat(columns)} FROM {moving}";
        return $"(SELECT {TableSql.List(keys.Select(key => $"{MergedRows.Beside}{key} AS {key}"))}, {Values} FROM {MergedRows.With(_sql, rows, _used)}{Where})";
    }

    /// <summary>Rows that come in, as they are kept.</summary>
    /// <param name="translation">What staged rows become.</param>
    public string Inserted(Translation translation) => new MergedRows(_sql, translation).Inserted(_used.Stored);

    /// <summary>Rows that change, as they are kept.</summary>
    /// <param name="translation">What staged rows become.</param>
    public string Updated(Translation translation) => new MergedRows(_sql, translation).Updated(_used.Stored);

    private string Values => TableSql.List(Parts.Zip(_unique.Parts, (name, part) => $"{Value(part)} AS {name}"));

    private string Where => _unique.Where is { } where ? $" WHERE ({where})" : "";

    private string Value(UniquePart part)
    {
        var whole = part.Expression is { } expression ? $"({expression})" : _sql.Dialect.Quote(part.Column!);
        var value = part.Prefix is { } prefix ? $"SUBSTR({whole}, 1, {prefix})" : whole;
        return part.Collation is { } collation ? $"{value} COLLATE {_sql.Dialect.Quote(collation)}" : value;
    }

    private string TypeOf(ColumnShape column) => _sql.Dialect.Staging.TypeOf(StagingType.Value, column);
}

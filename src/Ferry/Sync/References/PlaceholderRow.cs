using System.Globalization;
using Ferry.Sync.Checks;
using Ferry.Sync.Identity;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>The values of rows that stand in for others: defaults, NULL, or something that says what the row is. They are expressions of the source's key, <c>d.k1</c> and so on.</summary>
internal sealed class PlaceholderRow
{
    private const string Word = "placeholder ";

    private readonly TableSql _sql;
    private readonly string _source;
    private readonly HashSet<string> _unique;
    private readonly List<string> _values = [];

    /// <param name="sql">The table.</param>
    /// <param name="source">The environment that the rows are of.</param>
    public PlaceholderRow(TableSql sql, string source)
    {
        (_sql, _source) = (sql, source);
        _unique = [.. sql.Table.Target.Uniques.SelectMany(unique => new UsedColumns(sql.Table.Target, unique.Parts.Select(part => part.Expression ?? part.Column!)).Stored).Select(column => column.Name)];
        foreach (var column in sql.Table.Columns)
        {
            var value = Value(column);
            Obstacle ??= value is null ? column : null;
            _values.Add(value ?? "NULL");
        }
    }

    /// <summary>A column that no value can be made for; null when a row can be made.</summary>
    public MergeColumn? Obstacle { get; }

    /// <summary>One value for each column that is merged, in their order.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>The parts of the key.</summary>
    public IEnumerable<string> Keys => _sql.Table.Key.Select((_, index) => $"d.k{index + 1}");

    private string? Value(MergeColumn column)
    {
        var place = _sql.Table.Key.ToList().IndexOf(column);
        var (target, unique) = (column.Target, _unique.Contains(column.Name));
        return place >= 0 ? $"d.k{place + 1}"
            : target is { Default: { } filled } && !unique && !IsReference(column) ? $"({filled})"
            : target.Column.Nullable ? "NULL"
            : IsReference(column) ? null
            : unique ? Unlike(column)
            : Plain(column, Shape(column));
    }

    private bool IsReference(MergeColumn column) =>
        _sql.Table.References.Any(reference => reference.JsonPath is null && reference.Columns.Contains(column.Name, StringComparer.OrdinalIgnoreCase));

    private string? Plain(MergeColumn column, FieldShape shape) => (shape.Family, shape.TypeName) switch
    {
        _ when column.Target.HoldsJson => "'{}'",
        (_, "set") => "''",
        (_, "blob") or (ColumnFamily.Binary, _) => "X''",
        (_, "year") => "1970",
        (_, "time") => "'00:00:00'",
        (_, "bit") => "0",
        (_, "date") => "'1970-01-01'",
        (_, "timestamp") => "'1970-01-01 00:00:01'",
        (_, "inet4") => "'0.0.0.0'",
        (_, "inet6") => "'::'",
        (ColumnFamily.DateTime, _) => "'1970-01-01 00:00:00'",
        (ColumnFamily.Json, _) => "'{}'",
        (ColumnFamily.Uuid, _) => $"'{Guid.Empty}'",
        (ColumnFamily.Text, _) => Cut(Said(column), Longest(column)),
        (ColumnFamily.Integer or ColumnFamily.Decimal or ColumnFamily.Real or ColumnFamily.Any, _) => "0",
        _ => null,
    };

    /// <summary>A value that only this row has.</summary>
    private string? Unlike(MergeColumn column)
    {
        var shape = Shape(column);
        if (shape.Family == ColumnFamily.Text)
        {
            // What is cut off must not be the key.
            return Longest(column) is not { } longest || longest >= Length(column) ? Said(column)
                : Cut(_sql.Dialect.Cells.Join([KeyText, Literal(ColumnRole.IsEmail(column.Name) ? $"@{_source}.invalid" : $" {Word}{_source}")]), longest);
        }

        return shape.Family == ColumnFamily.Integer && _sql.Table.Key is [var key] && Shape(key) is { Family: ColumnFamily.Integer } numbers && shape.Range.Least <= -numbers.Range.Greatest ? "-d.k1" : null;
    }

    private string Said(MergeColumn column) => ColumnRole.IsEmail(column.Name)
        ? _sql.Dialect.Cells.Join([Literal($"sync-{_source}-"), KeyText, Literal("@invalid")])
        : _sql.Dialect.Cells.Join([Literal($"{Word}{_source}-"), KeyText]);

    /// <summary>How long the text that a column gets may become at most.</summary>
    private int Length(MergeColumn column) => (ColumnRole.IsEmail(column.Name) ? "sync-@invalid".Length : Word.Length) + _source.Length + 1 + _sql.Table.Key.Sum(KeyLength);

    private int KeyLength(MergeColumn column) => Shape(column) switch
    {
        { MaxBytes: { } bytes } => 1 + (2 * bytes),
        { MaxCharacters: { } characters } => 1 + characters,
        { Family: ColumnFamily.Integer, Range: var range } => 2 + range.Greatest.ToString(CultureInfo.InvariantCulture).Length,
        { Family: ColumnFamily.Uuid } => 1 + Guid.Empty.ToString().Length,
        _ => short.MaxValue,
    };

    private string KeyText => _sql.Dialect.Cells.Join([.. _sql.Table.Key.SelectMany((column, index) => new[] { Literal("-"), Text(column, $"d.k{index + 1}") }).Skip(1)]);

    private string Text(MergeColumn column, string key) => Shape(column) is { Family: ColumnFamily.Binary } or { TypeName: "blob" } ? $"LOWER(HEX({key}))" : $"CAST({key} AS CHAR)";

    private int? Longest(MergeColumn column)
    {
        int?[] limits = [Shape(column).MaxCharacters, Shape(column).MaxBytes, FieldShape.Of(column.Source, _sql.Dialect.Staging.Rows.Format).MaxCharacters];
        return limits.Min();
    }

    private static string Cut(string text, int? longest) => longest is null ? text : $"SUBSTR({text}, 1, {longest})";

    private string Literal(string text) => _sql.Dialect.Literal(text);

    private FieldShape Shape(MergeColumn column) => FieldShape.Of(column.Target.Column, _sql.Dialect.Staging.Rows.Format);
}

namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>A random table. Rows are arrays of texts in the order of its columns; null is NULL.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its primary key is.</param>
/// <param name="Columns">Its columns, those of the primary key first.</param>
/// <param name="Unique">Places of the columns of its natural key; empty when it has none.</param>
internal sealed record TableModel(string Name, KeyKind Kind, IReadOnlyList<ColumnModel> Columns, IReadOnlyList<int> Unique)
{
    public int Keys => Kind switch { KeyKind.Pair => 2, KeyKind.None => 0, _ => 1 };

    /// <summary>The column in which rows take each other's values; -1 when it has none.</summary>
    public int Slot => Columns.ToList().FindIndex(column => column.IsSlot);

    /// <summary>The unique key that the slot is in: with the reference before it, where there is one.</summary>
    public IReadOnlyList<int> Place => Columns.ToList().FindIndex(column => column.Name == "spot") is >= 0 and var spot ? [spot, Slot] : [Slot];

    /// <summary>The column that every change at the source raises; -1 when it has none.</summary>
    public int Stamp => Columns.ToList().FindIndex(column => column.IsStamp);

    /// <summary>Whether other tables may refer to its rows.</summary>
    public static bool CanBeParent(KeyKind kind) => kind is not (KeyKind.Pair or KeyKind.None);

    public static string Content(string?[] row) => string.Join('|', row.Select(value => value ?? "NULL"));

    public string Key(string?[] row) => string.Join('|', row.Take(Keys));

    /// <summary>The natural key's values; null when the table has none.</summary>
    public string? Natural(string?[] row) => Unique.Count == 0 ? null : string.Join('|', Unique.Select(place => row[place] ?? "NULL"));

    public bool IsKey(int column) => column < Keys;

    /// <summary>Whether a column says who the row is, so that histories do not change it.</summary>
    public bool IsIdentity(int column) => IsKey(column) || Unique.Contains(column);

    public IEnumerable<int> Others => Enumerable.Range(Keys, Columns.Count - Keys);

    /// <summary>Keys as the server would order them.</summary>
    public IOrderedEnumerable<T> Sort<T>(IEnumerable<T> items, Func<T, string> key) =>
        Kind == KeyKind.Numbered ? items.OrderBy(item => long.Parse(key(item), System.Globalization.CultureInfo.InvariantCulture)) : items.OrderBy(key, StringComparer.Ordinal);
}

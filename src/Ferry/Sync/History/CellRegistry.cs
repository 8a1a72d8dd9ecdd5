namespace Ferry.Sync.History;

/// <summary>Which place a column's hash has in packed texts. Places are given once and never again, so that what earlier runs recorded can still be read after the schema has changed.</summary>
internal sealed class CellRegistry
{
    private readonly Dictionary<string, List<string>> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Table, string Column, int Place)> _added = [];

    public CellRegistry(IEnumerable<(string Table, string Column, int Place)> known)
    {
        foreach (var (table, column, _) in known.OrderBy(entry => entry.Place))
        {
            Of(table).Add(column);
        }
    }

    /// <summary>Places given since the registry was read.</summary>
    public IReadOnlyList<(string Table, string Column, int Place)> Added => _added;

    /// <summary>A column's place, a new one when it has none yet.</summary>
    public int PlaceOf(string table, string column)
    {
        var columns = Of(table);
        var place = columns.FindIndex(known => string.Equals(known, column, StringComparison.OrdinalIgnoreCase));
        if (place >= 0)
        {
            return place;
        }

        columns.Add(column);
        _added.Add((table, column, columns.Count - 1));
        return columns.Count - 1;
    }

    public int CountOf(string table) => Of(table).Count;

    private List<string> Of(string table) => _places.TryGetValue(table, out var columns) ? columns : _places[table] = [];
}

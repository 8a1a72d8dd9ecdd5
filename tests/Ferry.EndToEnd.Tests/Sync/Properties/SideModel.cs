using System.Globalization;

namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>One side's rows in memory: by table, by primary key.</summary>
internal sealed class SideModel
{
    private readonly Dictionary<string, Dictionary<string, string?[]>> _rows;
    private readonly Dictionary<string, long> _counters;

    public SideModel(IReadOnlyList<TableModel> tables)
        : this(tables.ToDictionary(table => table.Name, _ => new Dictionary<string, string?[]>(StringComparer.Ordinal)), [])
    {
    }

    private SideModel(Dictionary<string, Dictionary<string, string?[]>> rows, Dictionary<string, long> counters) => (_rows, _counters) = (rows, counters);

    public IReadOnlyDictionary<string, string?[]> Rows(string table) => _rows[table];

    /// <summary>The highest number that a table has ever given out or taken.</summary>
    public long Counter(string table) => _counters.GetValueOrDefault(table);

    /// <summary>Adds a row or changes one.</summary>
    public void Put(TableModel table, string?[] row)
    {
        _rows[table.Name][table.Kind == KeyKind.None ? NextCopy(table.Name, row) : table.Key(row)] = row;
        if (table.Kind == KeyKind.Numbered)
        {
            _counters[table.Name] = Math.Max(Counter(table.Name), long.Parse(row[0]!, CultureInfo.InvariantCulture));
        }
    }

    public void Delete(string table, string key) => _rows[table].Remove(key);

    /// <summary>Removes all copies of a row of a table without a key.</summary>
    /// <returns>How many there were.</returns>
    public int DeleteCopies(string table, string?[] row)
    {
        var copies = _rows[table].Where(other => other.Value.SequenceEqual(row)).Select(other => other.Key).ToList();
        copies.ForEach(key => Delete(table, key));
        return copies.Count;
    }

    private string NextCopy(string table, string?[] row) => $"{TableModel.Content(row)}#{_rows[table].Values.Count(other => other.SequenceEqual(row))}";

    public SideModel Copy() => new(
        _rows.ToDictionary(table => table.Key, table => table.Value.ToDictionary(row => row.Key, row => (string?[])row.Value.Clone(), StringComparer.Ordinal)),
        new(_counters));

    /// <summary>The same rows as another state had, with the counters of this one, which no undo lowers.</summary>
    public SideModel BackTo(SideModel past) => new(past.Copy()._rows, new(_counters));

    /// <summary>As <see cref="SyncSide.DumpAsync"/> writes the real one.</summary>
    public string Dump() => string.Join("\n", _rows.OrderBy(table => table.Key, StringComparer.Ordinal).SelectMany(table =>
        table.Value.Values.Select(row => TableModel.Content(row)).Order(StringComparer.Ordinal).Prepend($"-- {table.Key}")));
}

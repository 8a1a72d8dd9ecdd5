using System.Collections.Concurrent;
using System.Text;

namespace Ferry.Testing.Memory;

/// <summary>Tables of rows in the engine row format, line feeds included.</summary>
public sealed class MemoryDatabase
{
    /// <summary>Rows by table name.</summary>
    public ConcurrentDictionary<string, byte[]> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a table.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="rows">Its rows, each without its line feed.</param>
    /// <returns>This database.</returns>
    public MemoryDatabase With(string table, params IEnumerable<string> rows)
    {
        Tables[table] = Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => row + "\n")));
        return this;
    }

    /// <summary>The rows of all tables as text, tables in order of their names: for comparing databases.</summary>
    /// <returns>One string a table.</returns>
    public IReadOnlyList<string> Describe() =>
        [.. Tables.OrderBy(table => table.Key, StringComparer.Ordinal).Select(table => $"{table.Key}:{Encoding.UTF8.GetString(table.Value)}")];
}

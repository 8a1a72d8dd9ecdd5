using Ferry.MySql.Reading.Planning;
using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>Picks the unique key by which a table is cut into chunks.</summary>
internal static class ChunkKeyChoice
{
    /// <summary>The primary key, for rows lie in its order; without one the shortest other key. None where the order cannot be walked.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<UniqueKey> keys, IReadOnlyList<Column> columns)
    {
        var candidates = keys.Any(key => key.IsPrimary) ? keys.Where(key => key.IsPrimary) : keys.OrderBy(key => key.Columns.Count);
        var usable = candidates.FirstOrDefault(key =>
            key.Ranges && columns.FirstOrDefault(column => column.Name == key.Columns[0]) is { } leading && KeyKinds.Of(leading) != KeyKind.None);
        return usable?.Columns ?? [];
    }
}

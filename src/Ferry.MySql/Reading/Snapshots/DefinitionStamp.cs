namespace Ferry.MySql.Reading.Snapshots;

/// <summary>What all definitions of a database looked like at one moment.</summary>
/// <param name="Definitions">A text that changes with the definition, by the object's kind and name.</param>
internal sealed record DefinitionStamp(IReadOnlyDictionary<string, string> Definitions)
{
    /// <summary>The stamp of what a server lists. While a table is renamed, it may list a trigger of it twice: that is another state than before and after.</summary>
    public static DefinitionStamp Of(IEnumerable<KeyValuePair<string, string>> listed) => new(listed
        .GroupBy(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal)
        .ToDictionary(entries => entries.Key, entries => string.Join('\n', entries.Order(StringComparer.Ordinal)), StringComparer.Ordinal));

    /// <summary>The keys under which a table's definition is kept.</summary>
    public static IEnumerable<string> KeysOf(string table) => [$"table {table}", $"columns of table {table}"];

    /// <summary>Objects that appeared, vanished or changed until a later stamp.</summary>
    public IReadOnlyList<string> ChangedSince(DefinitionStamp later) =>
    [
        .. Definitions.Keys.Union(later.Definitions.Keys)
            .Where(key => Definitions.GetValueOrDefault(key) != later.Definitions.GetValueOrDefault(key))
            .Order(StringComparer.Ordinal),
    ];

    public static FerryException Failure(IReadOnlyList<string> changed) => new(
        FailureKind.Source,
        "source.table-changed",
        $"Definitions changed while the backup was made: {string.Join(", ", changed.Take(5))}",
        "Somebody ran DDL: rows read before and after would not fit together.",
        "Run it again when nobody changes table definitions.");
}

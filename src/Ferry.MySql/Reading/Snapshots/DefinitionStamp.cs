namespace Ferry.MySql.Reading.Snapshots;

/// <summary>What all definitions of a database looked like at one moment.</summary>
/// <param name="Definitions">A text that changes with the definition, by the object's kind and name.</param>
internal sealed record DefinitionStamp(IReadOnlyDictionary<string, string> Definitions)
{
    private const int Looks = 3;

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

    /// <summary>The same for what is listed now. What has changed stays so when it is looked at again; but where others flush tables, MariaDB now and then lists a table in use
    /// without the time at which it was created: once in some 2,000 times.</summary>
    /// <param name="read">Takes a stamp.</param>
    /// <param name="matters">Which objects are asked for, by their keys.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<IReadOnlyList<string>> ChangedSinceAsync(
        Func<CancellationToken, ValueTask<DefinitionStamp>> read, Func<string, bool> matters, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var changed = ChangedSince(await read(cancellationToken).ConfigureAwait(false)).Where(matters).ToList();
            if (changed.Count == 0 || look == Looks)
            {
                return changed;
            }
        }
    }

    public static FerryException Failure(IReadOnlyList<string> changed) => new(
        FailureKind.Source,
        "source.table-changed",
        $"Definitions changed while the backup was made: {string.Join(", ", changed.Take(5))}",
        "Somebody ran DDL: rows read before and after would not fit together.",
        "Run it again when nobody changes table definitions.");
}

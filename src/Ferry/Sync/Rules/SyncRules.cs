using Ferry.Environments;

namespace Ferry.Sync.Rules;

/// <summary>What the configuration says about merging, read once. Names of tables and columns compare without case.</summary>
internal sealed record SyncRules
{
    /// <summary>Stands for all tables or columns that are not named.</summary>
    public const string Any = "*";

    /// <summary>The filter that no row passes.</summary>
    public const string Nothing = "1 = 0";

    private static readonly StringComparer _names = StringComparer.OrdinalIgnoreCase;

    /// <summary>The rules of an empty configuration.</summary>
    public static SyncRules Default { get; } = new() { Scope = SyncScope.All };

    /// <summary>Which tables are merged.</summary>
    public required SyncScope Scope { get; init; }

    /// <summary>Which rows are taken from the source, as SQL, by table.</summary>
    public IReadOnlyDictionary<string, string> Where { get; init; } = new Dictionary<string, string>(_names);

    /// <summary>How rows are recognised, by table.</summary>
    public IReadOnlyDictionary<string, IdentitySetting> Identity { get; init; } = new Dictionary<string, IdentitySetting>(_names);

    /// <summary>References that the database does not declare.</summary>
    public IReadOnlyList<ReferenceRule> References { get; init; } = [];

    /// <summary>Policies by table and column.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, CellPolicy>> Policies { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, CellPolicy>>(_names);

    /// <summary>Whose value a cell gets that both sides have changed, where no policy says so.</summary>
    public PreferredSide Prefer { get; init; }

    /// <summary>What happens without a parent, by table, or by reference as <see cref="ReferenceRule.Setting"/> writes it.</summary>
    public IReadOnlyDictionary<string, MissingRule> Missing { get; init; } = new Dictionary<string, MissingRule>(_names);

    /// <summary>Which ids new rows get, by table.</summary>
    public IReadOnlyDictionary<string, NewIds> Ids { get; init; } = new Dictionary<string, NewIds>(_names);

    /// <summary>Which of several rows counts, by table.</summary>
    public IReadOnlyDictionary<string, CollapseRule> Collapse { get; init; } = new Dictionary<string, CollapseRule>(_names);

    /// <summary>What is never changed, by table.</summary>
    public IReadOnlyDictionary<string, ExemptRule> Exempt { get; init; } = new Dictionary<string, ExemptRule>(_names);

    /// <summary>Columns that every change of a row raises, by table.</summary>
    public IReadOnlyDictionary<string, string> Watermark { get; init; } = new Dictionary<string, string>(_names);

    /// <summary>What is done with values that do not fit, by table and column.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, Misfit>> Misfits { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, Misfit>>(_names);

    /// <summary>How many of the latest runs can be undone.</summary>
    public int KeepRuns { get; init; } = 5;

    /// <summary>The policy of a column: its own, its table's, the column's in all tables, that of everything; null where nothing is said.</summary>
    public CellPolicy? PolicyOf(string table, string column) => Special(Policies, table, column);

    /// <summary>What is done with values that do not fit a column; null where nothing is said.</summary>
    public Misfit? MisfitOf(string table, string column) => Special(Misfits, table, column);

    /// <summary>What happens to a row of a table whose parent is missing; null where nothing is said.</summary>
    public MissingRule? MissingOf(string table, IReadOnlyList<string> columns, JsonPath? jsonPath = null)
    {
        foreach (var key in new[] { $"{table}.{string.Join(',', columns)}{jsonPath}", table, Any })
        {
            if (Missing.TryGetValue(key, out var choice))
            {
                return choice;
            }
        }

        return null;
    }

    /// <summary>Which ids new rows of a table get.</summary>
    public NewIds IdsOf(string table) => Ids.TryGetValue(table, out var own) ? own : Ids.GetValueOrDefault(Any, NewIds.KeepIfFree);

    private static T? Special<T>(IReadOnlyDictionary<string, IReadOnlyDictionary<string, T>> rules, string table, string column)
        where T : class =>
        rules.GetValueOrDefault(table) is { } own && (own.GetValueOrDefault(column) ?? own.GetValueOrDefault(Any)) is { } rule ? rule
        : rules.GetValueOrDefault(Any) is { } general ? general.GetValueOrDefault(column) ?? general.GetValueOrDefault(Any)
        : null;
}

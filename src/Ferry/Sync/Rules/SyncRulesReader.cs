using Ferry.Environments;
using Ferry.Schema;

namespace Ferry.Sync.Rules;

/// <summary>Reads the texts of the configuration into rules. What cannot be read is handed to the caller with the key of the setting; what it names is checked
/// later, against the tables (<see cref="RuleNames"/>).</summary>
/// <param name="options">The section <c>Sync</c>.</param>
/// <param name="problem">Takes the key of a setting below <c>Sync</c>, and what is wrong with it.</param>
internal sealed class SyncRulesReader(SyncOptions options, Action<string, string> problem)
{
    /// <summary>Reads rules that were read before without a problem.</summary>
    /// <param name="environment">The environment whose settings hold: the target's.</param>
    public static SyncRules Read(EnvironmentOptions environment)
    {
        var rules = new SyncRulesReader(environment.Sync, (key, message) => throw new InvalidOperationException($"Sync:{key}: {message}")).Read();
        var general = environment.Tables;
        return rules with { Scope = rules.Scope with { General = new(general.Include, general.Exclude, general.StructureOnly) } };
    }

    public SyncRules Read() => new()
    {
        Scope = new(TableSelection.All, new(options.Tables.Include, options.Tables.Exclude, [])),
        Where = Texts(options.Where),
        Identity = Each(nameof(options.Identity), options.Identity, Identity),
        References = References(),
        Policies = Each<IReadOnlyDictionary<string, PolicyOptions>, IReadOnlyDictionary<string, CellPolicy>>(
            nameof(options.Policies), options.Policies, (columns, key, _) => Each<PolicyOptions, CellPolicy>(key, columns, (policy, _, complain) => CellPolicy.Of(policy, complain))),
        Prefer = options.Prefer,
        Missing = Each<string, MissingRule>(nameof(options.Missing), options.Missing, (text, _, complain) => MissingRule.Of(text, complain)),
        Ids = new Dictionary<string, NewIds>(options.Ids, StringComparer.OrdinalIgnoreCase),
        Collapse = Each<CollapseOptions, CollapseRule>(nameof(options.Collapse), options.Collapse, (collapse, _, complain) => CollapseRule.Of(collapse, complain)),
        Exempt = Each(nameof(options.Exempt), options.Exempt, Exempt),
        Watermark = Texts(options.Watermark),
        Misfits = Each<IReadOnlyDictionary<string, MisfitOptions>, IReadOnlyDictionary<string, Misfit>>(
            nameof(options.Misfits), options.Misfits, (columns, key, _) => Each<MisfitOptions, Misfit>(key, columns, (misfit, _, complain) => Misfit.Of(misfit, complain))),
        KeepRuns = options.KeepRuns,
    };

    private static Dictionary<string, string> Texts(IReadOnlyDictionary<string, string> texts) => new(texts, StringComparer.OrdinalIgnoreCase);

    private Dictionary<string, TRule> Each<TOptions, TRule>(
        string setting, IReadOnlyDictionary<string, TOptions> entries, Func<TOptions, string, Action<string>, TRule?> read)
        where TRule : class
    {
        var rules = new Dictionary<string, TRule>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, entry) in entries)
        {
            var key = $"{setting}:{name}";
            if (read(entry, key, message => problem(key, message)) is { } rule)
            {
                rules[name] = rule;
            }
        }

        return rules;
    }

    private static IdentitySetting? Identity(IdentityRule rule, string key, Action<string> complain)
    {
        var keys = rule.Keys.Select(columns => new KeyRule([.. columns.Select(text => KeyTerm.Parse(text, complain)).OfType<KeyTerm>()])).ToList();
        return new(rule.Kind, keys);
    }

    private static ExemptRule? Exempt(ExemptOptions exempt, string key, Action<string> complain)
    {
        if (exempt.Where is null && exempt.Columns.Count == 0)
        {
            complain("needs rows (\"Where\"), columns, or both.");
            return null;
        }

        return new(exempt.Where?.Trim(), exempt.Columns);
    }

    private List<ReferenceRule> References()
    {
        var rules = options.References.Select(pair => Reference(pair.Key, pair.Value)).OfType<ReferenceRule>().ToList();
        foreach (var rule in rules)
        {
            if (rules.Find(other => IsOfSameColumn(rule, other) && rule.JsonPath!.LiesIn(other.JsonPath!)) is { } list)
            {
                problem($"{nameof(options.References)}:{rule.Setting}", $"lies in the list of {list.Setting}, which is written as a whole. Name both places by the same [*].");
            }
        }

        return rules;
    }

    private static bool IsOfSameColumn(ReferenceRule rule, ReferenceRule other) => rule.JsonPath is not null && other.JsonPath is not null
        && string.Equals(rule.Table, other.Table, StringComparison.OrdinalIgnoreCase) && rule.Columns.SequenceEqual(other.Columns, StringComparer.OrdinalIgnoreCase);

    private ReferenceRule? Reference(string key, ReferenceOptions reference)
    {
        var setting = $"{nameof(options.References)}:{key}";
        var found = ReferencePlace.Parse(key);
        if (found is not { } place)
        {
            problem(setting, "must be named after a column: table.column, or table.column$.path for a value inside JSON.");
            return null;
        }

        if (place.JsonPath is { Lists: > JsonPath.MostLists })
        {
            problem(setting, $"has more than {JsonPath.MostLists} [*]: lists within lists are followed no further.");
            return null;
        }

        if (reference.To is null == reference.Type is null || reference.Type is null != (reference.Tables.Count == 0))
        {
            problem(setting, "needs either a table, such as \"users\", or { \"Type\": column, \"Tables\": { value: table } }.");
            return null;
        }

        if (place.JsonPath is not null && reference.Type is not null)
        {
            problem(setting, "lies inside JSON, where all values are of one table: no \"Type\" can tell them apart.");
            return null;
        }

        IReadOnlyList<ReferenceTarget> targets = reference.To is { } to
            ? [Target(null, to)]
            : [.. reference.Tables.Select(pair => Target(pair.Key, pair.Value))];
        if (targets.FirstOrDefault(target => target.Columns.Count > 0 && target.Columns.Count != place.Columns.Count) is { } odd)
        {
            problem(setting, $"refers with {place.Columns.Count} columns to {odd.Columns.Count} of {odd.Table}.");
            return null;
        }

        return new(place.Table, place.Columns, targets) { JsonPath = place.JsonPath, TypeColumn = reference.Type };
    }

    private static ReferenceTarget Target(string? value, string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot < 0
            ? new(value, text.Trim(), [])
            : new(value, text[..dot].Trim(), text[(dot + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }
}

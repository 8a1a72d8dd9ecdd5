using Ferry.Environments;
using Ferry.Merging;

namespace Ferry.Sync.Rules;

/// <summary>Checks that every table and column that the rules name exists in the target.</summary>
internal sealed class RuleNames
{
    private readonly Dictionary<string, TableShape> _tables;
    private readonly List<string> _problems = [];

    private RuleNames(IEnumerable<TableShape> tables) => _tables = tables.ToDictionary(table => table.Name, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> naming every setting that names something that is not there.</exception>
    public static void Check(SyncRules rules, IReadOnlyList<TableShape> tables)
    {
        var names = new RuleNames(tables);
        names.CheckTables(rules);
        names.CheckColumns(rules);
        names.CheckReferences(rules);
        if (names._problems.Count > 0)
        {
            throw new FerryException(
                FailureKind.Usage, "sync.names-unknown", "The settings of Sync name tables or columns that the target does not have.",
                string.Join('\n', names._problems.Distinct()), "Correct them in the configuration; `ferry config show` says where each is.");
        }
    }

    private void CheckTables(SyncRules rules)
    {
        (string Setting, IEnumerable<string> Names)[] settings =
        [
            (nameof(rules.Where), rules.Where.Keys), (nameof(rules.Identity), rules.Identity.Keys), (nameof(rules.Policies), rules.Policies.Keys),
            (nameof(rules.Ids), rules.Ids.Keys), (nameof(rules.Collapse), rules.Collapse.Keys), (nameof(rules.Exempt), rules.Exempt.Keys),
            (nameof(rules.Watermark), rules.Watermark.Keys), (nameof(rules.Misfits), rules.Misfits.Keys),
        ];
        foreach (var (setting, name) in settings.SelectMany(setting => setting.Names.Where(name => name != SyncRules.Any).Select(name => (setting.Setting, name))))
        {
            _ = Table($"{setting}:{name}", name);
        }

        foreach (var key in rules.Missing.Keys.Where(key => key != SyncRules.Any && !_tables.ContainsKey(key)))
        {
            if (ReferencePlace.Parse(key) is { } place)
            {
                Columns($"{nameof(rules.Missing)}:{key}", place.Table, place.Columns);
            }
            else
            {
                _ = Table($"{nameof(rules.Missing)}:{key}", key);
            }
        }
    }

    private void CheckColumns(SyncRules rules)
    {
        foreach (var (table, identity) in rules.Identity)
        {
            Columns($"{nameof(rules.Identity)}:{table}", table, identity.Keys.SelectMany(key => key.Terms).Select(term => term.Column));
        }

        foreach (var (table, policies) in rules.Policies.Where(pair => pair.Key != SyncRules.Any))
        {
            Columns($"{nameof(rules.Policies)}:{table}", table, policies.Keys.Where(column => column != SyncRules.Any));
            Columns($"{nameof(rules.Policies)}:{table}", table, policies.Values.Where(policy => policy.Kind == PolicyKind.Newer).Select(policy => policy.Argument!));
        }

        foreach (var (table, misfits) in rules.Misfits.Where(pair => pair.Key != SyncRules.Any))
        {
            Columns($"{nameof(rules.Misfits)}:{table}", table, misfits.Keys.Where(column => column != SyncRules.Any));
        }

        foreach (var (table, collapse) in rules.Collapse)
        {
            Columns($"{nameof(rules.Collapse)}:{table}", table, collapse.Latest is { } latest ? collapse.Columns.Keys.Append(latest) : collapse.Columns.Keys);
        }

        foreach (var (table, exempt) in rules.Exempt)
        {
            Columns($"{nameof(rules.Exempt)}:{table}", table, exempt.Columns);
        }

        foreach (var (table, column) in rules.Watermark)
        {
            Columns($"{nameof(rules.Watermark)}:{table}", table, [column]);
        }
    }

    private void CheckReferences(SyncRules rules)
    {
        foreach (var rule in rules.References)
        {
            var setting = $"{nameof(rules.References)}:{rule.Setting}";
            Columns(setting, rule.Table, rule.TypeColumn is { } type ? rule.Columns.Append(type) : rule.Columns);
            foreach (var target in rule.Targets)
            {
                Columns(setting, target.Table, target.Columns);
                if (target.Columns.Count == 0 && Table(setting, target.Table) is { } parent && parent.PrimaryKey.Count != rule.Columns.Count)
                {
                    _problems.Add($"Sync:{setting} refers with {rule.Columns.Count} columns to {target.Table}, whose primary key has {parent.PrimaryKey.Count}; name the columns: \"{target.Table}.column\".");
                }
            }
        }
    }

    private TableShape? Table(string setting, string name)
    {
        if (_tables.TryGetValue(name, out var table))
        {
            return table;
        }

        _problems.Add($"Sync:{setting}: there is no table '{name}'.{NearestName.Hint(name, _tables.Keys)}");
        return null;
    }

    private void Columns(string setting, string table, IEnumerable<string> columns)
    {
        if (Table(setting, table) is not { } shape)
        {
            return;
        }

        foreach (var column in columns.Where(column => !shape.Columns.Any(each => string.Equals(each.Name, column, StringComparison.OrdinalIgnoreCase))))
        {
            _problems.Add($"Sync:{setting}: table {shape.Name} has no column '{column}'.{NearestName.Hint(column, shape.Columns.Select(each => each.Name))}");
        }
    }
}

using Ferry.Environments;
using Ferry.Masking;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Masking.Kinds;

namespace Ferry.Sync.Masking;

/// <summary>What takes the place of which columns' values in a sync. Made once from the configuration; it does not change.</summary>
public sealed class MaskingRules
{
    private readonly IReadOnlyList<MaskRule> _rules;
    private readonly Func<MaskOptions, IValueMask> _customTypes;

    private MaskingRules(IReadOnlyList<MaskRule> rules, Func<MaskOptions, IValueMask> customTypes)
    {
        _rules = rules;
        _customTypes = customTypes;
    }

    /// <summary>No rules: everything stays as it is.</summary>
    public static MaskingRules None { get; } = Parse(new Dictionary<string, MaskOptions>());

    /// <summary>Whether nothing is masked.</summary>
    public bool IsEmpty => !_rules.Any(rule => rule.Kind != MaskKind.Keep);

    /// <summary>Tells these rules from others: what was read under other rules must be read again.</summary>
    /// <value>Hexadecimal digits.</value>
    public string Fingerprint => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(
        System.Text.Encoding.UTF8.GetBytes(string.Join('\n', _rules.Select(MaskRuleReader.Describe).Order(StringComparer.Ordinal)))))[..16];

    /// <summary>Reads the rules of a configuration.</summary>
    /// <param name="rules">The rules by <c>table.column</c>.</param>
    /// <param name="customTypes">Makes the instance of a custom mask; null where none are to be had.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> with every rule that cannot be understood.</exception>
    public static MaskingRules Parse(IReadOnlyDictionary<string, MaskOptions> rules, Func<MaskOptions, IValueMask>? customTypes = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        MaskingFault.ThrowIfAny(rules.Select(rule => MaskRuleReader.Problem(rule.Key, rule.Value)).OfType<string>(), "The masking rules are not valid.");
        return new MaskingRules([.. rules.Select(rule => MaskRuleReader.Read(rule.Key, rule.Value))], customTypes ?? CustomMask.Unavailable);
    }

    /// <summary>Checks that every rule fits the database: that tables and columns exist and that their types take the masks.</summary>
    /// <param name="tables">All tables of all databases of a sync, also those that it leaves out.</param>
    /// <param name="format">How the engine writes rows.</param>
    /// <param name="uniqueColumns">The columns of a table that are part of a unique key; null when that is not known yet.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> with every rule that does not fit, and the nearest name.</exception>
    public void Check(IReadOnlyCollection<Table> tables, RowFormat format, Func<Table, IReadOnlySet<string>>? uniqueColumns = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var unknown = _rules.Select(rule => UnknownNames.Problem(rule, tables)).OfType<string>();
        var unfit = tables.SelectMany(table => Masked(table.Name, table.Columns, format, uniqueColumns?.Invoke(table))
            .Select(masked => MaskFit.Problem(masked.Rule, masked.Column)).OfType<string>());
        MaskingFault.ThrowIfAny(unknown.Concat(unfit), "The masking rules do not fit the database.");
    }

    /// <summary>What takes the place of a column's values.</summary>
    /// <param name="table">Name of the table.</param>
    /// <param name="column">Name of the column.</param>
    /// <returns>The kind; null when no rule is about the column.</returns>
    public MaskKind? KindOf(string table, string column) => Find(table, column)?.Kind;

    /// <summary>The rule for a column: the most precise one.</summary>
    internal MaskRule? Find(string table, string column)
    {
        MaskRule? best = null;
        foreach (var rule in _rules)
        {
            if (rule.IsAbout(table, column) && (best is null || rule.Precision > best.Precision))
            {
                best = rule;
            }
        }

        return best;
    }

    /// <summary>The columns of a table that have a rule.</summary>
    internal IEnumerable<(MaskRule Rule, MaskedColumn Column)> Masked(
        string table, IReadOnlyList<Column> columns, RowFormat format, IReadOnlySet<string>? unique)
    {
        IReadOnlyList<string> names = [.. columns.Select(column => column.Name)];
        return columns.Select(column => (Rule: Find(table, column.Name), Column: column))
            .Where(found => found.Rule is { Kind: not MaskKind.Keep })
            .Select(found => (found.Rule!, new MaskedColumn(
                table, found.Column, Fields.FieldShape.Of(found.Column, format), unique?.Contains(found.Column.Name) ?? false, names)));
    }

    internal ValueMask Create(MaskRule rule, MaskedColumn column, MaskKey key) => MaskFactory.Create(rule, column, key, _customTypes);
}

using Ferry.Environments;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Masking.Detection;

/// <summary>Finds columns that look personal, by their names and, where a sample is at hand, by their values. It proposes; it cannot know.</summary>
public static class PersonalDataDetector
{
    /// <summary>Looks at tables.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="format">How the engine writes rows.</param>
    /// <param name="sampler">Reads some rows of a table; null to look at names alone.</param>
    /// <param name="cancellationToken">Ends the sampling.</param>
    /// <returns>The columns, in the order of the tables.</returns>
    public static async ValueTask<IReadOnlyList<PersonalColumn>> DetectAsync(
        IEnumerable<Table> tables, RowFormat format, Func<Table, CancellationToken, ValueTask<TableSample>>? sampler, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var found = new List<PersonalColumn>();
        foreach (var table in tables)
        {
            var sample = sampler is null ? null : await sampler(table, cancellationToken).ConfigureAwait(false);
            found.AddRange(Detect(table, format, sample));
        }

        return found;
    }

    /// <summary>Looks at one table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="format">How the engine writes rows.</param>
    /// <param name="sample">Some of its rows; null to look at names alone.</param>
    /// <returns>The columns, in the table's order.</returns>
    public static IEnumerable<PersonalColumn> Detect(Table table, RowFormat format, TableSample? sample)
    {
        ArgumentNullException.ThrowIfNull(table);
        return table.Columns.Where(column => !column.Generated).Select(column => Detect(table.Name, column, format, sample)).OfType<PersonalColumn>();
    }

    /// <summary>The columns that the rules say nothing about, neither a mask nor <c>keep</c>.</summary>
    /// <param name="columns">What was detected.</param>
    /// <param name="rules">The rules.</param>
    /// <returns>Those without a rule.</returns>
    public static IReadOnlyList<PersonalColumn> Unclassified(IEnumerable<PersonalColumn> columns, MaskingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return [.. columns.Where(column => rules.KindOf(column.Table, column.Column) is null)];
    }

    /// <summary>What a sync from a protected environment says about unclassified columns: one warning a table. Columns of low confidence do not count.</summary>
    /// <param name="environment">The source's name.</param>
    /// <param name="unclassified">The columns.</param>
    /// <returns>Warnings with the lines to add to the configuration.</returns>
    public static IReadOnlyList<Finding> Warn(string environment, IEnumerable<PersonalColumn> unclassified) =>
    [
        .. unclassified.Where(column => column.Confidence > Confidence.Low).GroupBy(column => column.Table, StringComparer.Ordinal).Select(table => new Finding(
            FindingSeverity.Warning, "mask.unclassified",
            $"{table.Key} of {environment} has columns that look personal and have no rule: {string.Join(", ", table.Select(column => $"{column.Column} ({column.Reason})"))}.",
            $"Add to Sync:Mask, or say keep: {string.Join(", ", table.Select(column => column.Rule))}")),
    ];

    /// <summary>What a sync says that is told not to take new columns before somebody has classified them.</summary>
    /// <param name="environment">The source's name.</param>
    /// <param name="added">Unclassified columns that no sync has merged yet.</param>
    internal static IEnumerable<Finding> Halt(string environment, IEnumerable<PersonalColumn> added) =>
        added.Where(column => column.Confidence > Confidence.Low).Select(column => new Finding(
            FindingSeverity.Failure, "mask.new-column",
            $"{column.Table}.{column.Column} of {environment} is new since the last sync, looks personal ({column.Reason}) and has no rule; no row was read.",
            $"Add to Sync:Mask, or say keep: {column.Rule}"));

    private static PersonalColumn? Detect(string table, Column column, RowFormat format, TableSample? sample)
    {
        var shape = FieldShape.Of(column, format);
        var seen = ValueEvidence.Of(sample?.Values(column.Name) ?? []);
        var named = NameEvidence.Of(table, column.Name);
        if (seen is { Confidence: > Confidence.Low } values && (named is null || values.Confidence > named.Confidence) && MaskFit.Takes(values.Kind, shape))
        {
            return new PersonalColumn(table, column.Name, values.Kind, values.Confidence, values.Reason);
        }

        if (named is not null && Fitting(named.Kind, shape) is { } kind)
        {
            return new PersonalColumn(table, column.Name, kind, named.Confidence, $"by its name: {SettingConverter.Words(named.Kind)}");
        }

        return seen is { } weak && MaskFit.Takes(weak.Kind, shape) ? new PersonalColumn(table, column.Name, weak.Kind, weak.Confidence, weak.Reason) : null;
    }

    /// <summary>The kind, or the nearest that the column's type takes; null where a column of that type cannot hold what its name says, such as a flag.</summary>
    private static MaskKind? Fitting(MaskKind kind, FieldShape shape) =>
        MaskFit.Takes(kind, shape) ? kind
        : shape.Family == ColumnFamily.Integer && shape.Range.Greatest > int.MaxValue - 1L ? MaskKind.Permute
        : shape is { Family: ColumnFamily.Choice or ColumnFamily.Json, Nullable: true } ? MaskKind.Null
        : null;
}

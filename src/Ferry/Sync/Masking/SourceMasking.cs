using Ferry.Merging;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Checks;
using Ferry.Sync.Model;

namespace Ferry.Sync.Masking;

/// <summary>The masking of one source database: puts itself between a reader and what takes its rows.</summary>
/// <param name="rules">The rules.</param>
/// <param name="key">The project's key.</param>
/// <param name="format">How the engine writes rows.</param>
/// <param name="uniqueColumns">The columns of a table that are part of a unique key here or there.</param>
internal sealed class SourceMasking(MaskingRules rules, MaskKey key, RowFormat format, Func<Table, IReadOnlySet<string>> uniqueColumns)
{
    private static readonly HashSet<string> NoColumns = [];

    /// <summary>Prepares the masking of a source, and checks the rules against it before a row is read.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="key">The project's key.</param>
    /// <param name="source">What the source is made of, whole.</param>
    /// <param name="format">How the engine writes rows.</param>
    /// <param name="tables">The tables that are merged.</param>
    /// <returns>Null when nothing is masked.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when a rule does not fit; <see cref="FailureKind.Key"/> when there is no key.</exception>
    public static SourceMasking? Of(MaskingRules rules, MaskKey? key, Catalog source, RowFormat format, IEnumerable<MergeTable> tables)
    {
        if (rules.IsEmpty)
        {
            return null;
        }

        var unique = tables.ToDictionary(table => table.Source.Name, table => UniqueColumns(table.Target), StringComparer.OrdinalIgnoreCase);
        var masking = new SourceMasking(
            rules,
            key ?? throw new FerryException(
                FailureKind.Key, "mask.key-missing", "There are masking rules and no masking key.", "Masks are derived from a key that the project keeps.",
                "Set Sync:MaskKey, for instance to env:FERRY_MASK_KEY; make a key with: openssl rand -base64 32"),
            format,
            table => unique.GetValueOrDefault(table.Name) ?? NoColumns);
        masking.Check(source);
        return masking;
    }

    /// <summary>A stream that masks the rows of one range.</summary>
    /// <param name="table">The table in the source.</param>
    /// <param name="fields">The columns whose values are in the rows, in their order.</param>
    /// <param name="rows">Receives masked rows; stays open.</param>
    public MaskingStream Over(Table table, IReadOnlyList<Column> fields, Stream rows) =>
        new(RowMasker.Create(rules, key, table.Name, fields, format, uniqueColumns(table)), rows, leaveOpen: true);

    private void Check(Catalog catalog) => rules.Check(catalog.Tables, format, uniqueColumns);

    private static HashSet<string> UniqueColumns(TableShape table) =>
        table.PrimaryKey.Concat(table.Uniques.SelectMany(unique => unique.Columns)).Concat(Expressed(table)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    // What an expression is unique by, are the columns that it is made of.
    private static IEnumerable<string> Expressed(TableShape table) =>
        new UsedColumns(table, table.Uniques.SelectMany(unique => unique.Parts).Select(part => part.Expression ?? part.Column!)).Stored.Select(column => column.Name);
}

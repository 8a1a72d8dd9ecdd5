using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Sync.Masking;

/// <summary>The masking of one source database: puts itself between a reader and what takes its rows.</summary>
/// <param name="rules">The rules.</param>
/// <param name="key">The project's key.</param>
/// <param name="format">How the engine writes rows.</param>
/// <param name="uniqueColumns">The columns of a table that are part of a unique key here or there.</param>
internal sealed class SourceMasking(MaskingRules rules, MaskKey key, RowFormat format, Func<Table, IReadOnlySet<string>> uniqueColumns)
{
    /// <summary>Checks the rules against the source before a row is read.</summary>
    /// <param name="catalog">What the source is made of, whole.</param>
    public void Check(Catalog catalog) => rules.Check(catalog.Tables, format, uniqueColumns);

    /// <summary>A stream that masks the rows of one range.</summary>
    /// <param name="table">The table in the source.</param>
    /// <param name="fields">The columns whose values are in the rows, in their order.</param>
    /// <param name="rows">Receives masked rows; stays open.</param>
    public MaskingStream Over(Table table, IReadOnlyList<Column> fields, Stream rows) =>
        new(RowMasker.Create(rules, key, table.Name, fields, format, uniqueColumns(table)), rows, leaveOpen: true);
}

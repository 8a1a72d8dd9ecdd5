using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Masking.Detection;

namespace Ferry.Sync.Masking;

/// <summary>Compares a sample before and after masking: no raw value of a masked column may be left in its row, neither in its own column nor inside another.</summary>
/// <remarks>It proves the sample, not the database: what a rule does not reach in other tables is for the detector. A mask may be its value by chance
/// where there are few to choose from: a number of one digit, a postcode of three.</remarks>
public static class MaskProof
{
    /// <summary>Shorter values turn up inside others by chance.</summary>
    private const int ShortestCopy = 5;

    /// <summary>Finds what survived.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="table">Name of the table.</param>
    /// <param name="columns">The columns whose values are in the rows, in their order.</param>
    /// <param name="format">How the engine writes rows.</param>
    /// <param name="raw">Rows as they were read.</param>
    /// <param name="masked">The same rows, in the same order, as they were staged.</param>
    /// <returns>Columns with surviving values; empty when there are none. Rows that a rule's condition spares do not count.</returns>
    public static IReadOnlyList<Survivor> Find(
        MaskingRules rules, string table, IReadOnlyList<Column> columns, RowFormat format, ReadOnlySpan<byte> raw, ReadOnlySpan<byte> masked)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var before = TableSample.Read(columns, format, raw);
        var after = TableSample.Read(columns, format, masked);
        if (before.Count != after.Count)
        {
            throw new ArgumentException($"{before.Count} raw rows and {after.Count} masked ones cannot be compared.", nameof(masked));
        }

        var found = new Dictionary<(int From, int In), int>();
        var masks = rules.Masked(table, columns, format, null)
            .Select(entry => (entry.Rule, Index: columns.ToList().IndexOf(entry.Column.Column))).ToList();
        for (var row = 0; row < before.Count; row++)
        {
            foreach (var (_, index) in masks.Where(mask => Applies(mask.Rule, columns, before.Row(row)) && IsTelling(before.Row(row)[mask.Index])))
            {
                foreach (var place in Places(before.Row(row)[index]!, index, after.Row(row)))
                {
                    found[(index, place)] = found.GetValueOrDefault((index, place)) + 1;
                }
            }
        }

        return [.. found.OrderBy(pair => pair.Key).Select(pair => new Survivor(table, columns[pair.Key.From].Name, columns[pair.Key.In].Name, pair.Value))];
    }

    private static IEnumerable<int> Places(string value, int own, IReadOnlyList<string?> after) => Enumerable.Range(0, after.Count).Where(index =>
        index == own ? after[index] == value
        : value.Length >= ShortestCopy && after[index]?.Contains(value, StringComparison.OrdinalIgnoreCase) == true);

    private static bool IsTelling(string? value) => value is not (null or "0") && value.Any(char.IsLetterOrDigit);

    private static bool Applies(MaskRule rule, IReadOnlyList<Column> columns, IReadOnlyList<string?> row)
    {
        if (rule.When is not { } when)
        {
            return true;
        }

        var value = row[columns.ToList().FindIndex(column => string.Equals(column.Name, when.Column, StringComparison.OrdinalIgnoreCase))];
        return when.Holds(System.Text.Encoding.UTF8.GetBytes(value ?? ""), isNull: value is null);
    }
}

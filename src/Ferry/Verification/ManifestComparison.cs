using Ferry.Archives;
using Ferry.Schema;

namespace Ferry.Verification;

/// <summary>Compares what was read back with what the manifest promises.</summary>
internal static class ManifestComparison
{
    /// <exception cref="FerryException"><see cref="FailureKind.Mismatch"/> naming every table that differs.</exception>
    public static IReadOnlyList<TableComparison> Demand(
        ManifestDatabase database, IEnumerable<ManifestTable> expected, IEnumerable<TableDigest> found)
    {
        var digests = found.ToDictionary(table => table.Table.Name, StringComparer.Ordinal);
        List<TableComparison> comparisons = [.. expected.Where(table => table.Content == TableContent.Rows).Select(table => Compare(database, table, digests))];
        var different = comparisons.Where(comparison => !comparison.Equal).ToList();
        return different.Count == 0
            ? comparisons
            : throw new FerryException(
                FailureKind.Mismatch, "compare.mismatch", $"{different.Count} tables of {database.Key} differ from the manifest.",
                string.Join(" ", different.Select(Describe)), "The target was not changed. Run 'ferry verify --drill' on another backup.");
    }

    private static TableComparison Compare(ManifestDatabase database, ManifestTable table, Dictionary<string, TableDigest> digests)
    {
        var digest = digests.GetValueOrDefault(table.Name)?.Digest;
        return new TableComparison(
            database.Key, table.Name, table.Rows, digest?.Rows ?? 0, digest == RowDigest.Parse(table.Rows, table.Digest));
    }

    private static string Describe(TableComparison comparison) => comparison.Rows == comparison.ExpectedRows
        ? $"{comparison.Table}: {comparison.Rows} rows, but some differ."
        : $"{comparison.Table}: {comparison.Rows} rows instead of {comparison.ExpectedRows}.";
}

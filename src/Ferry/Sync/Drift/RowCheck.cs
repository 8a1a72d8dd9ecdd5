using System.Globalization;
using Ferry.Merging;

namespace Ferry.Sync.Drift;

/// <summary>Something to be counted among the source's rows, because the schemas alone do not decide it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Check">What to look for.</param>
/// <param name="Severity">How bad it is when there is such a value.</param>
/// <param name="Fault">What is wrong with such values: <c>longer than 50 characters</c>.</param>
/// <param name="Remedy">What mends it.</param>
internal sealed record RowCheck(string Table, CellCheck Check, FindingSeverity Severity, string Fault, string Remedy)
{
    /// <summary>The name in the target of the column that is looked at.</summary>
    public string Column => Check.Target.Name;

    /// <summary>What to say when rows were found.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="key">The key of one of them; null where the table has none.</param>
    public Finding Of(long rows, string? key) =>
        new(Severity, Severity == FindingSeverity.Failure ? "sync.value-does-not-fit" : "sync.value-changes", $"{Found(rows, key)}.", Remedy);

    /// <summary>What to say when rows were found and something was done about them.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="key">The key of one of them; null where the table has none.</param>
    /// <param name="means">What was done, as a clause.</param>
    public Finding Fitted(long rows, string? key, string means) => new(FindingSeverity.Warning, "sync.value-fitted", $"{Found(rows, key)}; {means}.");

    private string Found(long rows, string? key)
    {
        var where = key is null ? "" : $", such as the one with the key {key}";
        var count = rows == 1 ? "1 row of the source has a value" : string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows of the source have values");
        return $"{Table}.{Column}: {count} {Fault}{where}";
    }
}

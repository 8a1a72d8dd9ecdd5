using System.Globalization;

namespace Ferry.Detection;

/// <summary>Integer keys between two, both included.</summary>
/// <param name="First">The first key.</param>
/// <param name="Last">The last key.</param>
/// <param name="Weight">Only the keys of this weight; null for all.</param>
public readonly record struct KeyInterval(Int128 First, Int128 Last, uint? Weight = null)
{
    /// <summary>The condition that selects the keys, in SQL that every engine reads.</summary>
    /// <param name="column">The quoted column.</param>
    public string Condition(string column)
    {
        var between = string.Create(CultureInfo.InvariantCulture, $"{column} BETWEEN {First} AND {Last}");
        return Weight is null ? between : string.Create(CultureInfo.InvariantCulture, $"({between} AND ABS({column} % {LeafLayout.Weights}) = {Weight})");
    }
}

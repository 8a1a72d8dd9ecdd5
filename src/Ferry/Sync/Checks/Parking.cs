using Ferry.Sync.Model;

namespace Ferry.Sync.Checks;

/// <summary>Rows that take each other's unique values, and where they wait in between.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Places">What each column holds meanwhile, as an expression of the row's number.</param>
internal sealed record Parking(long Rows, IReadOnlyList<(MergeColumn Column, string Value)> Places)
{
    public static Parking None { get; } = new(0, []);
}

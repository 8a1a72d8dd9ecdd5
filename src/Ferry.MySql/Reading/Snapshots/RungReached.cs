namespace Ferry.MySql.Reading.Snapshots;

/// <summary>How all readers came to see one moment.</summary>
/// <param name="Rung">The stable name of the means.</param>
/// <param name="Position">Log coordinates of the moment; empty when unknown.</param>
/// <param name="Warnings">What the user should know.</param>
internal sealed record RungReached(string Rung, IReadOnlyDictionary<string, string> Position, IReadOnlyList<string> Warnings);

namespace Ferry.Sync.References;

/// <summary>Two columns that together look like a reference whose table differs from row to row.</summary>
/// <param name="Table">The table.</param>
/// <param name="Type">The column that seems to name the table.</param>
/// <param name="Id">The column that seems to hold the key.</param>
internal sealed record TypePair(string Table, string Type, string Id);

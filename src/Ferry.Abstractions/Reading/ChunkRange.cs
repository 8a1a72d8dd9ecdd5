namespace Ferry.Reading;

/// <summary>A part of a table's rows.</summary>
/// <param name="Where">The condition in the engine's SQL, made by its own quoting; null for all rows.</param>
/// <param name="From">First key of the range, for the manifest; null when unbounded.</param>
/// <param name="To">Key after the last of the range, for the manifest; null when unbounded.</param>
public sealed record ChunkRange(string? Where, string? From, string? To)
{
    /// <summary>The physical part of the table that the range is confined to, as the engine names it; null for all of it.</summary>
    public string? Part { get; init; }

    /// <summary>All rows of a table.</summary>
    public static ChunkRange Whole { get; } = new(null, null, null);
}

namespace Ferry.Merging;

/// <summary>A table of the staging area that is to be made.</summary>
/// <param name="Name">Its bare name.</param>
/// <param name="Columns">Bare names and types.</param>
/// <param name="Key">The primary key; empty where no columns of its own tell rows apart.</param>
public sealed record StagingTable(string Name, IReadOnlyList<(string Name, string Type)> Columns, IReadOnlyList<string> Key)
{
    /// <summary>Columns of further indexes, which are not unique.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Indexes { get; init; } = [];
}

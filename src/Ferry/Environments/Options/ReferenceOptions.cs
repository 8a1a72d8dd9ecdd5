namespace Ferry.Environments;

/// <summary>What the values of a column refer to.</summary>
[Shorthand(nameof(To))]
public sealed class ReferenceOptions
{
    /// <summary>The table, or the table and its columns: <c>users</c>, <c>users.id</c>, <c>users.tenant_id,id</c>.</summary>
    public string? To { get; init; }

    /// <summary>The column that says which table is meant, where it differs from row to row.</summary>
    public string? Type { get; init; }

    /// <summary>The table that each value of that column means.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = new Dictionary<string, string>();
}

namespace Ferry.Environments;

/// <summary>Rows of the target that are never changed, such as a developer's own account.</summary>
[Shorthand(nameof(Where))]
public sealed class ExemptOptions
{
    /// <summary>The rows, as an SQL condition in the target.</summary>
    public string? Where { get; init; }

    /// <summary>The columns that stay as they are; empty means all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];
}

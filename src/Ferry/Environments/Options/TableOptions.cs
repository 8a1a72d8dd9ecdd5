namespace Ferry.Environments;

/// <summary>Which tables the jobs are about. Globs know <c>*</c> and <c>?</c>; names compare without case.</summary>
public sealed class TableOptions
{
    /// <summary>Only tables matching one of these; empty means all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Never tables matching one of these.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Tables whose rows are left out.</summary>
    public IReadOnlyList<string> StructureOnly { get; init; } = [];
}

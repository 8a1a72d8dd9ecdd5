namespace Ferry.Environments;

/// <summary>Which tables a job is about, within the general setting <c>Tables</c>. Globs know <c>*</c> and <c>?</c>; names compare without case.</summary>
public sealed class ScopeOptions
{
    /// <summary>Only tables matching one of these; empty means all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Never tables matching one of these.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}

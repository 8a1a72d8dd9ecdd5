namespace Ferry.Sync.Rules;

/// <summary>What happens to a row whose parent is not in the target and not among the rows that are merged.</summary>
internal enum MissingParent
{
    /// <summary>The parent is taken from the source too.</summary>
    Insert,

    /// <summary>A row stands in for the parent until the real one comes.</summary>
    Placeholder,

    /// <summary>The reference becomes NULL.</summary>
    Null,

    /// <summary>The row is left out, and counted.</summary>
    Skip,

    /// <summary>The row refers to one of the target that the rule names.</summary>
    Use,
}

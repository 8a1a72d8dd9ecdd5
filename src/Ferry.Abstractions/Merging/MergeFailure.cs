namespace Ferry.Merging;

/// <summary>Codes of failures that a merge reacts to.</summary>
public static class MergeFailure
{
    /// <summary>A unique key holds the value already.</summary>
    public const string Duplicate = "merge.duplicate-key";

    /// <summary>A column that must have a value would get none.</summary>
    public const string Null = "merge.null";

    /// <summary>A row refers to one that is not there, or that the server cannot look for.</summary>
    public const string Orphan = "merge.orphan";
}

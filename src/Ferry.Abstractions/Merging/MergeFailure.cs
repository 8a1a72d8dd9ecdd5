namespace Ferry.Merging;

/// <summary>Codes of failures that a merge reacts to.</summary>
public static class MergeFailure
{
    /// <summary>A unique key holds the value already.</summary>
    public const string Duplicate = "merge.duplicate-key";
}

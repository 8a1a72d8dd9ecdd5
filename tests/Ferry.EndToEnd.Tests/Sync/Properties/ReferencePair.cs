namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>What the reference merger remembers of a row that both sides have.</summary>
/// <param name="SourceKey">Its key in production.</param>
/// <param name="TargetKey">Its key here.</param>
/// <param name="FirstRun">The run that met it first.</param>
internal sealed record ReferencePair(string SourceKey, string TargetKey, int FirstRun)
{
    /// <summary>Production's cells when they were last looked at; those of open conflicts when they were last agreed about.</summary>
    public required string?[] Source { get; init; }

    /// <summary>Whether they ever were.</summary>
    public required bool[] HasSource { get; init; }

    /// <summary>Whether a conflict is open.</summary>
    public bool Open { get; init; }

    /// <summary>Whether production has changed the row while it was deleted here.</summary>
    public bool Missed { get; init; }

    /// <summary>The cells here when both sides last agreed about them.</summary>
    public required string?[] Agreed { get; init; }

    /// <summary>Whether they ever have.</summary>
    public required bool[] HasAgreed { get; init; }
}

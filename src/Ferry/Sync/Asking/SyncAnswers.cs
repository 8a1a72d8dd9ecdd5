namespace Ferry.Sync;

/// <summary>What a person has said about the conflicts of an earlier plan. A plan that is made with answers carries them out, wherever it is applied.</summary>
public sealed record SyncAnswers
{
    /// <summary>Nobody was asked.</summary>
    public static SyncAnswers None { get; } = new();

    /// <summary>Answers by <see cref="SyncQuestion.Id"/>. An answer to a cell of which either side has changed since is not used.</summary>
    public IReadOnlyDictionary<string, SyncAnswer> Cells { get; init; } = new Dictionary<string, SyncAnswer>();

    /// <summary>The answer to all other questions; null to be asked them.</summary>
    public SyncAnswer? Rest { get; init; }
}

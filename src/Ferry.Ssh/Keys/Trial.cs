namespace Ferry.Ssh.Keys;

/// <summary>One way of logging in, and what came of it.</summary>
/// <param name="name">For messages: a path, or the comment of a key in the agent.</param>
internal sealed class Trial(string name)
{
    public string Name { get; } = name;

    public TrialOutcome Outcome { get; private set; } = TrialOutcome.Waiting;

    /// <summary>Why it was skipped.</summary>
    public string? Reason { get; private set; }

    public static Trial Skipped(string name, string reason) => new(name) { Outcome = TrialOutcome.Skipped, Reason = reason };

    public void Skip(string reason) => (Outcome, Reason) = (TrialOutcome.Skipped, reason);

    public void Offer() => Outcome = TrialOutcome.Offered;

    public void Sign() => Outcome = TrialOutcome.Signed;

    public override string ToString() => Outcome switch
    {
        TrialOutcome.Skipped => $"{Name} ({Reason})",
        TrialOutcome.Waiting => $"{Name} (not asked for)",
        _ => $"{Name} (refused)",
    };
}

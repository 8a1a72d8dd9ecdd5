namespace Ferry.Progress;

/// <summary>Something the user should know, while the job goes on.</summary>
/// <param name="Finding">What was found.</param>
public sealed record WarningRaised(Finding Finding) : ProgressEvent;

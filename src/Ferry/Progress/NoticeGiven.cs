namespace Ferry.Progress;

/// <summary>Something the user chose and is reminded of on every run. It is no result of the job and does not change how it ends.</summary>
/// <param name="Finding">What there is to be reminded of.</param>
public sealed record NoticeGiven(Finding Finding) : ProgressEvent;

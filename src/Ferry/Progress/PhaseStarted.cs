namespace Ferry.Progress;

/// <summary>A job moved on to its next phase.</summary>
/// <param name="Phase">A word for people and scripts: <c>connect</c>, <c>snapshot</c>, <c>read</c>, <c>seal</c>, <c>verify</c>, <c>load</c>, <c>indexes</c>, <c>compare</c>, <c>swap</c>.</param>
/// <param name="Database">Key of the database it is about; null for all.</param>
/// <param name="Detail">A sentence for people, if there is more to say.</param>
public sealed record PhaseStarted(string Phase, string? Database, string? Detail = null) : ProgressEvent;

namespace Ferry.Sync;

/// <summary>A cell that both sides have changed, and whose policy is to ask.</summary>
/// <param name="Id">What tells the question from all others, for <see cref="SyncAnswers.Cells"/>. It is another one when either value changes.</param>
/// <param name="Column">The column.</param>
/// <param name="SourceKey">The row's primary key in the source, parts separated by a comma.</param>
/// <param name="TargetKey">Its primary key in the target.</param>
/// <param name="NaturalKey">What the row is known by to people: the values of its natural key in the target; null when it has none.</param>
/// <param name="Here">The target's value; null for NULL.</param>
/// <param name="There">The source's, references and masks applied; null for NULL.</param>
public sealed record SyncQuestion(string Id, string Column, string SourceKey, string TargetKey, string? NaturalKey, string? Here, string? There);

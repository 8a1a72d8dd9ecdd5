using Ferry.Sync.History;

namespace Ferry.Sync.Planning;

/// <summary>One table's part of a plan.</summary>
/// <param name="Plan">What is shown of it.</param>
/// <param name="Steps">The statements that carry it out and undo it.</param>
/// <param name="Findings">What a person should know.</param>
internal sealed record TableDraft(SyncTablePlan Plan, IReadOnlyList<SyncStep> Steps, IReadOnlyList<Finding> Findings);
